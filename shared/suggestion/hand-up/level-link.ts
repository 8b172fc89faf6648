import type { FeedEndpoint } from '../../feed/feed-endpoint.ts';
import { startFeedFollower, type FeedFollower } from '../../feed/feed-follower.ts';
import type { FeedStatus } from '../../feed/feed-progress.ts';
import type { TokenSource } from '../../feed/feed-token.ts';
import { defaultFeedTuning, type FeedTuning } from '../../feed/feed-tuning.ts';
import type { CaseLevel } from '../../lifecycle/congress-level.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { SuggestionDeps } from '../suggestion.service.ts';
import { applyNews, readHandUpPosition, type ToldNews } from './apply-news.ts';
import { askDossier } from './ask-dossier.ts';
import { levelAbove, levelBelow } from './level-above.ts';
import { handUpFormat, type NeighbourNews } from './neighbour-news.ts';

export interface LevelLinkOptions {
  /** The other levels; those that are no neighbours are left alone. */
  readonly endpoints: readonly FeedEndpoint[];
  readonly signToken: TokenSource;
  readonly logger: Logger;
  readonly tuning?: Partial<FeedTuning> | undefined;
}

/** A level's ties to the levels beside it, by which hand-ups go up and what becomes of them comes down. */
export interface LevelLink {
  statuses(): readonly FeedStatus[];
  stop(): Promise<void>;
}

/** Follows the neighbours' hand-up feeds for as long as it runs; a neighbour that is down is tried again until it is up. */
export function startLevelLink(deps: SuggestionDeps, options: LevelLinkOptions): LevelLink {
  const { level } = deps.lifecycle;
  const tuning = { ...defaultFeedTuning, ...options.tuning };
  const neighbours = [levelAbove(level), levelBelow(level)];
  const followers = options.endpoints
    .filter((endpoint) => neighbours.includes(endpoint.level))
    .map((endpoint) => follow(deps, endpoint, { ...options, tuning }));
  return {
    statuses: () => followers.map((follower) => follower.status()),
    stop: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  };
}

const remedy = 'see docs/hand-up.md on a neighbour whose log was trimmed or replaced';

function follow(
  deps: SuggestionDeps,
  endpoint: FeedEndpoint,
  { signToken, logger, tuning }: LevelLinkOptions & { readonly tuning: FeedTuning },
): FeedFollower {
  const read = (neighbour: CaseLevel) => readHandUpPosition(deps.database.fork(), neighbour);
  const store = {
    read,
    async apply(neighbour: CaseLevel, events: readonly NeighbourNews[]): Promise<number> {
      const { sequence } = await read(neighbour);
      const told: ToldNews[] = [];
      for (const news of events) {
        if (news.sequence <= sequence) continue;
        const question = questionOf(news);
        const token = question && (await signToken(tuning.tokenLifetime));
        const dossier = token && (await askDossier(endpoint, { ...question, token, timeout: tuning.answerTimeout }));
        told.push({ news, dossier: dossier ?? null });
      }
      return applyNews(deps, neighbour, told);
    },
  };
  return startFeedFollower(endpoint, { store, format: handUpFormat, remedy, signToken, logger, tuning });
}

/** What must be asked about a piece of news before it is applied; undefined where it tells all. */
function questionOf(news: NeighbourNews): { id: string; round?: number } | undefined {
  switch (news.act) {
    case 'propose':
    case 'evaluate':
    case 'decline':
    case 'raise':
      return { id: news.handUpId };
    case 'answer':
      return { id: news.handUpId, round: news.payload.round };
    default:
      return undefined;
  }
}
