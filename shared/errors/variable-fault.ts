/** What graphql-js says of a variable quotes the value, which may be a citizen's name or number: the place is enough. */
export function withoutValue(message: string): string {
  const [, variable, rest] = /^(Variable "\$\w+") got invalid value ([\s\S]*)$/.exec(message) ?? [];
  if (variable === undefined || rest === undefined) return withoutFound(message);
  const reason = reasons.map((pattern) => pattern.exec(rest)?.[0]).find((found) => found !== undefined);
  // The path is the last one before the reason: whatever stands before may be part of the value.
  const [, path] = / at "([\w.[\]]+)"; (?!.* at "[\w.[\]]+"; )/s.exec(rest) ?? [];
  const place = path === undefined ? '' : ` at "${path}"`;
  return `${variable} got invalid value${place}; ${reason ? withoutFound(reason) : 'it does not fit its type'}`;
}

/** The ends of messages that name types and fields of the schema. */
const reasons = [
  /Field "\w+" of required type "[\w![\]]+" was not provided\.$/,
  /Expected non-nullable type "[\w![\]]+" not to be null\.$/,
  /Expected type "\w+" to be an object\.$/,
  /Field "\w+" is not defined by type "\w+"\.(?: Did you mean [^;:]*\?)?$/,
  /(?<=; )\w+ cannot represent (?:an? )?[\w -]+ value: [\s\S]*$/,
];

function withoutFound(message: string): string {
  return message.replace(/^(\w+ cannot represent (?:an? )?[\w -]+ value): [\s\S]*$/, '$1.');
}
