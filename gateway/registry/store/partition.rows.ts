import type { EntityManager } from '../../../shared/database/open-database.ts';
import { fallbackName, type Partition, type SubgraphPartitions } from '../../partition/partition.ts';
import { readDocuments } from './document.table.ts';
import { SubgraphVersionEntity, type SubgraphVersionRow } from './registry.entities.ts';

/** Who serves which divisions, of those members' subgraphs that have partitions. */
export async function readPartitions(
  em: EntityManager,
  memberIds: readonly number[],
): Promise<readonly SubgraphPartitions[]> {
  const rows = await em.find(SubgraphVersionEntity, { id: { $in: [...memberIds] } }, { orderBy: { id: 'asc' } });
  const bySubgraph = Map.groupBy(rows, ({ subgraph }) => subgraph);
  const partitioned = [...bySubgraph].filter(([, parts]) => parts.some(({ partitionCodes }) => partitionCodes !== ''));
  const hashes = partitioned.flatMap(([, parts]) => parts.map(({ documentHash }) => documentHash));
  const schemas = await readDocuments(em, hashes);
  return partitioned.map(([subgraph, parts]): SubgraphPartitions => {
    const endpoints = parts.map((row) => toPartition(row, schemas));
    return {
      subgraph,
      partitions: endpoints.filter(({ codes }) => codes.length > 0),
      fallback: endpoints.find(({ codes }) => codes.length === 0),
    };
  });
}

/** Its codes are its name, which cursors hold: it lives as long as they do. */
function toPartition(
  { partitionCodes, url, documentHash }: SubgraphVersionRow,
  schemas: ReadonlyMap<string, string>,
): Partition {
  const codes = partitionCodes === '' ? [] : partitionCodes.split(',');
  return { name: codes.join('+') || fallbackName, url, codes, sdl: schemas.get(documentHash) };
}
