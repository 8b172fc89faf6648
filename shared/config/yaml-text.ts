import { isNode, LineCounter, parseDocument } from 'yaml';

/** A YAML text, or JSON, whose parts know where they stand. */
export interface YamlText {
  /** What it says; of no use where it has faults. */
  readonly value: unknown;
  /** Where it is no YAML. */
  readonly faults: readonly YamlFault[];
  /** `:3:14`, line and column of what stands at `path`, or of the nearest thing around it. */
  placeOf(path: readonly PropertyKey[]): string;
}

export interface YamlFault {
  /** `:3:14` */
  readonly place: string;
  readonly message: string;
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const faults = document.errors.map(({ message, pos }) => ({ place: placeAt(pos[0]), message }));
  return {
    value: faults.length > 0 ? undefined : document.toJS(),
    faults,
    placeOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return placeAt(node.range[0]);
      }
      return placeAt(0);
    },
  };
}
