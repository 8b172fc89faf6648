import { ContractFault, type ContractSubject } from './contract-check.ts';

/** The lists of a district, with the key of what they hold. */
export const districtLists = { townships: 'code', stations: 'id', suggestions: 'id' } as const;
export type DistrictList = keyof typeof districtLists;

export interface DistrictPage {
  readonly keys: readonly string[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A page of a list as other levels read it: through the entity of the district. */
export function pageQuery(list: DistrictList): string {
  return `query ($representations: [_Any!]!, $first: Int, $after: Cursor) {
    _entities(representations: $representations) { ... on District {
      page: ${list}(first: $first, after: $after) {
        nodes { key: ${districtLists[list]} } edges { cursor } totalCount pageInfo { hasNextPage endCursor }
      }
    } }
  }`;
}

export function representationOf(division: string) {
  return { __typename: 'District', code: division };
}

export async function readPage(
  { endpoint, division }: ContractSubject,
  list: DistrictList,
  page: { first: number; after?: string | null },
): Promise<DistrictPage> {
  const variables = { representations: [representationOf(division)], ...page };
  const { _entities: entities } = (await endpoint.read(pageQuery(list), variables)) as {
    _entities?: ({ page?: Omit<DistrictPage, 'keys'> & { nodes: { key: string }[] } } | null)[];
  };
  const read = entities?.[0]?.page;
  if (!read)
    throw new ContractFault(`The district ${division} has no ${list}: _entities gives ${JSON.stringify(entities)}.`);
  return { ...read, keys: read.nodes.map(({ key }) => key) };
}
