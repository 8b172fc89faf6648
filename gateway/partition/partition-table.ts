import { ClientError } from '../../shared/errors/client-error.ts';
import {
  endpointsOf,
  fallbackName,
  type Partition,
  type PartitionTable,
  type SubgraphPartitions,
} from './partition.ts';

/** What is wrong with a table, and where: keys and indices, such as `['subgraphs', 0, 'partitions', 2, 'codes', 0]`. */
export interface TableFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const divisionCode = /^\d{6}(?:\d{3}(?:\d{3})?)?$/;
const subgraphName = /^[A-Za-z][\w-]*$/;

/** Throws ClientError PARTITIONS_INVALID, which lists all faults, where the entries cannot stand together. */
export function createPartitionTable(list: readonly SubgraphPartitions[]): PartitionTable {
  const faults = faultsOfTable(list);
  if (faults.length > 0) throw invalidPartitions(faults.map(({ path, message }) => `${path.join('.')}: ${message}`));
  return new Map(list.map((entry) => [entry.subgraph, entry]));
}

export function invalidPartitions(faults: readonly string[], source = 'The partition table'): ClientError {
  return new ClientError('PARTITIONS_INVALID', [`${source} cannot be used:`, ...faults].join('\n  '), { faults });
}

export function faultsOfTable(list: readonly SubgraphPartitions[]): readonly TableFault[] {
  return list.flatMap((entry, index) => {
    const path = ['subgraphs', index];
    const faults: TableFault[] = faultsOfSubgraph(entry, path);
    if (!subgraphName.test(entry.subgraph)) {
      faults.push({ path: [...path, 'name'], message: `"${entry.subgraph}" is no name of a subgraph.` });
    }
    if (list.findIndex(({ subgraph }) => subgraph === entry.subgraph) < index) {
      faults.push({ path: [...path, 'name'], message: `The subgraph "${entry.subgraph}" stands twice.` });
    }
    return faults;
  });
}

function faultsOfSubgraph(entry: SubgraphPartitions, path: TableFault['path']): TableFault[] {
  const { partitions, subgraph } = entry;
  const faults: TableFault[] = [];
  if (partitions.length === 0) {
    faults.push({ path: [...path, 'partitions'], message: `The subgraph "${subgraph}" has no partition.` });
  }
  for (const index of endpointsOf(entry).keys()) {
    const isDefault = index === partitions.length;
    const place = isDefault ? [...path, 'default'] : [...path, 'partitions', index];
    if (!isDefault) faults.push(...faultsOfCodes(partitions, index, place));
    faults.push(...faultsOfEndpoint(entry, index, place));
  }
  return faults;
}

function faultsOfEndpoint(entry: SubgraphPartitions, index: number, place: TableFault['path']): TableFault[] {
  const faults: TableFault[] = [];
  const endpoints = endpointsOf(entry);
  const partition = endpoints[index];
  if (!partition) return faults;
  const earlier = endpoints.slice(0, index);
  const urlPlace = index === entry.partitions.length ? place : [...place, 'url'];
  if (!isHttpUrl(partition.url)) {
    faults.push({ path: urlPlace, message: `"${partition.url}" is no URL that begins with http:// or https://.` });
  }
  const twin = earlier.find(({ url }) => url === partition.url);
  if (twin) {
    const text = `Partition "${twin.name}" has this URL already: an endpoint is one partition, with all of its codes.`;
    faults.push({ path: urlPlace, message: text });
  }
  const isReserved = index < entry.partitions.length && partition.name === fallbackName;
  if (partition.name === '' || isReserved || earlier.some(({ name }) => name === partition.name)) {
    const text = isReserved ? 'is the name of the default endpoint' : 'names another partition already, or nothing';
    faults.push({ path: [...place, 'name'], message: `"${partition.name}" ${text}.` });
  }
  return faults;
}

function faultsOfCodes(partitions: readonly Partition[], index: number, place: TableFault['path']): TableFault[] {
  const partition = partitions[index];
  if (!partition) return [];
  if (partition.codes.length === 0) {
    return [{ path: [...place, 'codes'], message: `Partition "${partition.name}" has no division code.` }];
  }
  return partition.codes.flatMap((code, at): TableFault[] => {
    const path = [...place, 'codes', at];
    if (!divisionCode.test(code)) {
      return [{ path, message: `"${code}" is no division code: it takes 6, 9 or 12 digits.` }];
    }
    const before = [...partitions.slice(0, index), { ...partition, codes: partition.codes.slice(0, at) }];
    const other = before.flatMap((each) => each.codes.map((taken) => ({ taken, name: each.name })));
    const clash = other.find(({ taken }) => taken.startsWith(code) || code.startsWith(taken));
    if (!clash) return [];
    return [{ path, message: `${code} overlaps with ${clash.taken} of partition "${clash.name}".` }];
  });
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
