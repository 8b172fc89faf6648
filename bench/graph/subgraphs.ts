import { inventorySubgraph } from './inventory.subgraph.ts';
import { productsSubgraph } from './products.subgraph.ts';
import { reviewsSubgraph } from './reviews.subgraph.ts';
import type { Subgraph } from './subgraph.ts';
import { usersSubgraph } from './users.subgraph.ts';

export const subgraphs: readonly Subgraph[] = [usersSubgraph, productsSubgraph, inventorySubgraph, reviewsSubgraph];
