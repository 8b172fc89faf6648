import type { CaseLevel } from '../lifecycle/congress-level.ts';

/** Where a level's event feed is read, or that of one partition of it: its subgraph's WebSocket URL. */
export interface FeedEndpoint {
  readonly level: CaseLevel;
  readonly url: string;
  /** Names the partition, such as 230103; undefined: the level is one. */
  readonly partition?: string;
}
