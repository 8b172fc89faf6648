import type { CaseLevel } from '../lifecycle/congress-level.ts';

/** Where a level's event feed is read: its subgraph's WebSocket URL. */
export interface FeedEndpoint {
  readonly level: CaseLevel;
  readonly url: string;
}
