/** Something that a composition or a policy has to say of one place in a subgraph's schema. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly subgraph: string | null;
  /** Codes with commas between them; null where the schema is not a partition's. */
  readonly partition: string | null;
  readonly type: string | null;
  readonly field: string | null;
  /** In the schema as it was published, from 1. */
  readonly line: number | null;
  readonly column: number | null;
}

/** One line for people: `district:12 Station.name: …`. */
export function describeFinding({ code, message, subgraph, partition, type, field, line }: Finding): string {
  const schema = subgraph && `${subgraph}${partition ? `@${partition.replaceAll(',', '+')}` : ''}`;
  const place = schema && (line === null ? schema : `${schema}:${line}`);
  const element = type && (field === null ? type : `${type}.${field}`);
  const where = [place, element].filter(Boolean).join(' ');
  return `${where ? `${where}: ` : ''}${message} (${code})`;
}
