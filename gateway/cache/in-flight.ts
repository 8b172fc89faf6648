/** Work that is under way, by key: who asks for the same meanwhile gets the same answer. Nothing is kept afterwards. */
export interface InFlight<Result> {
  /** The work under way for `key`, if there is any. */
  join(key: string): Promise<Result> | undefined;
  /** Begins the work for `key`; until it ends, others join it. */
  lead(key: string, start: () => Promise<Result>): Promise<Result>;
}

export function createInFlight<Result>(): InFlight<Result> {
  const underWay = new Map<string, Promise<Result>>();
  return {
    join: (key) => underWay.get(key),
    lead(key, start) {
      const work = start().finally(() => {
        if (underWay.get(key) === work) underWay.delete(key);
      });
      underWay.set(key, work);
      return work;
    },
  };
}
