import { describe, expect, test } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { prepareOperation } from '../executor/operation.ts';
import { withCursor } from './cursor.operation.ts';

const apiSchema = buildSchema(`
  type Query { a: Int }
  type Subscription {
    events(after: String = "0", kind: String): Event!
    strict(after: String!): Event
    ticking(after: String): Event
    ticks(after: String): Int
    plain: Event
  }
  type Event { cursor: String! text(length: Int): String }
`);

function rewrite(query: string) {
  return withCursor(apiSchema, prepareOperation(parse(query)));
}

describe('a subscription with a cursor', () => {
  test('takes it from a variable of the gateway and selects it under an alias of the gateway', () => {
    const operation = rewrite('subscription S { e: events(kind: "x", after: "7") { text } }');
    expect(operation?.plannedText).toBe(
      'subscription S($liaison_after:String){e:events(kind:"x" after:$liaison_after){text liaison_cursor:cursor}}',
    );
    expect(operation?.firstAfter({})).toBe('7');
    expect(operation?.cursorOf({ e: { text: 't', liaison_cursor: '8' } })).toBe('8');
    expect(operation?.cursorOf({ e: null })).toBeUndefined();
    expect(operation?.cursorOf(null)).toBeUndefined();
  });

  test('drops the variable that the client gave the cursor by, and no other', () => {
    const query =
      'subscription ($from: String, $n: Int) { ...S } fragment S on Subscription { events(after: $from) { ...E } } fragment E on Event { text(length: $n) }';
    const operation = rewrite(query);
    expect(operation?.plannedText).toContain('subscription($n:Int$liaison_after:String)');
    expect(operation?.droppedVariable).toBe('from');
    expect(operation?.firstAfter({ from: '3' })).toBe('3');
    expect(rewrite('subscription ($n: String) { events(after: $n, kind: $n) { text } }')?.droppedVariable).toBe(
      undefined,
    );
  });

  test('begins where the argument says by default', () => {
    expect(rewrite('subscription { events { text } }')?.firstAfter({})).toBe('0');
    expect(rewrite('subscription ($from: String) { events(after: $from) { text } }')?.firstAfter({})).toBe('0');
    expect(rewrite('subscription { events(after: null) { text } }')?.firstAfter({})).toBe(null);
    expect(rewrite('subscription { ticking { text } }')?.firstAfter({})).toBeUndefined();
  });

  test('keeps a cursor that must be there', () => {
    expect(rewrite('subscription { strict(after: "1") { text } }')?.plannedText).toContain('$liaison_after:String!');
  });
});

test.each(['subscription { ticks }', 'subscription { plain { cursor } }'])('%s cannot be resumed', (query) => {
  expect(rewrite(query)).toBeUndefined();
});
