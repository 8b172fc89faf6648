import { Kind, parse, print, visit } from 'graphql';

/** An operation with every value in it taken out: values may be personal, and say nothing of what the client uses. */
export function withoutValues(text: string): string {
  // Names of enums, variables and input fields stay.
  const emptied = visit(parse(text, { noLocation: true }), {
    StringValue: () => ({ kind: Kind.STRING, value: '' }),
    IntValue: () => ({ kind: Kind.INT, value: '0' }),
    FloatValue: () => ({ kind: Kind.FLOAT, value: '0' }),
    BooleanValue: () => ({ kind: Kind.BOOLEAN, value: false }),
  });
  return print(emptied);
}
