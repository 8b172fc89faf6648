/** Stands before the first event of a log. */
export const genesisHash = '0'.repeat(64);
