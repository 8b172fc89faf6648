import { FeedCursorEntity } from '../feed/feed-cursor.entity.ts';
import { OpinionSuggestionEntity } from '../opinion/opinion-suggestion.entity.ts';
import { ReachedStatusEntity } from '../statistics/reached-status.entity.ts';
import { StatusChangeEntity } from '../status-change/status-change.entity.ts';
import {
  SuggestionOrganEntity,
  SuggestionSignerEntity,
  SuggestionViewEntity,
} from '../suggestion/suggestion-view.entity.ts';
import { NetworkHeadEntity } from './network-head.entity.ts';

/** The tables of network's database. */
export const readModelEntities = [
  NetworkHeadEntity,
  FeedCursorEntity,
  SuggestionViewEntity,
  SuggestionSignerEntity,
  SuggestionOrganEntity,
  OpinionSuggestionEntity,
  ReachedStatusEntity,
  StatusChangeEntity,
] as const;
