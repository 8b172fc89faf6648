/** The subgraphs do not make one graph. One line per fault, each naming its subgraphs. */
export class CompositionError extends Error {
  readonly code = 'COMPOSITION_FAILED';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The subgraphs do not compose. ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n  ${faults.join('\n  ')}`,
    );
    this.name = 'CompositionError';
    this.faults = faults;
  }
}
