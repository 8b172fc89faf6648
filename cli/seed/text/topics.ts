import { countrysideTopics } from './countryside-topics.ts';
import { developmentTopics } from './development-topics.ts';
import { ecologyTopics } from './ecology-topics.ts';
import { housingTopics } from './housing-topics.ts';
import { livelihoodTopics } from './livelihood-topics.ts';
import { streetTopics } from './street-topics.ts';
import type { Topic } from './topic.ts';

/** What the invented suggestions are about. New ones go to the end, so that a seed keeps giving the same records. */
export const topics: readonly Topic[] = [
  ...housingTopics,
  ...streetTopics,
  ...ecologyTopics,
  ...countrysideTopics,
  ...livelihoodTopics,
  ...developmentTopics,
];
