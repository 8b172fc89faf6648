import { inventorySubgraph } from './inventory.subgraph.ts';
import { liveSubgraph } from './live.subgraph.ts';
import { productsSubgraph } from './products.subgraph.ts';
import { reviewsSubgraph } from './reviews.subgraph.ts';
import type { Subgraph } from './subgraph.ts';
import { usersSubgraph } from './users.subgraph.ts';

export const subgraphs: readonly Subgraph[] = [usersSubgraph, productsSubgraph, inventorySubgraph, reviewsSubgraph];

/** The same with a subscription. */
export const subgraphsWithEvents: readonly Subgraph[] = [...subgraphs, liveSubgraph];
