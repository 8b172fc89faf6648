import type { ContractCheck, ContractSubject, Findings } from './contract-check.ts';
import { districtLists, pageQuery, readPage, representationOf, type DistrictList } from './district-page.ts';

/** Pages that a list is walked in. */
const pages = 4;
/** Nodes of a list that are looked at. */
const longestWalk = 1_000;
const largestPage = 500;

/** Lists follow the Relay connection: pages join without gap or overlap, and what is no page is refused. */
export const pagingCheck: ContractCheck = {
  title: 'Lists are paged without gaps',
  async run(subject, findings) {
    for (const list of Object.keys(districtLists) as DistrictList[]) {
      await walk(subject, list, findings);
      await expectRefusal(
        subject,
        { list, page: { first: largestPage + 1 }, what: `first: ${largestPage + 1}` },
        findings,
      );
      await expectRefusal(
        subject,
        { list, page: { first: 1, after: 'no-cursor' }, what: 'a cursor that is none' },
        findings,
      );
    }
  },
};

async function walk(subject: ContractSubject, list: DistrictList, { faults, remarks }: Findings): Promise<void> {
  const { totalCount, keys: none } = await readPage(subject, list, { first: 0 });
  if (none.length > 0) faults.push(`${list}(first: 0) gives ${none.length} nodes.`);
  if (totalCount === 0) return void remarks.push(`There are no ${list}: their pages could not be tested.`);
  const total = Math.min(totalCount, longestWalk);
  const first = Math.min(largestPage, Math.max(1, Math.ceil(total / pages)));
  const keys: string[] = [];
  let after: string | null = null;
  for (let isMore = true; isMore && keys.length < total;) {
    const page = await readPage(subject, list, { first, after });
    keys.push(...page.keys);
    const last = page.edges.at(-1)?.cursor ?? null;
    if (page.edges.length !== page.keys.length || page.pageInfo.endCursor !== last) {
      return void faults.push(`${list}: nodes, edges and endCursor of a page do not belong together.`);
    }
    if (page.keys.length === 0) break;
    isMore = page.pageInfo.hasNextPage;
    after = last;
  }
  const stranger = keys.find((key) => !key.startsWith(subject.division));
  if (stranger !== undefined) faults.push(`${list}: ${stranger} does not begin with ${subject.division}.`);
  if (new Set(keys).size !== keys.length) faults.push(`${list}: a node is on two pages.`);
  if (keys.length < total) {
    faults.push(`${list}: pages of ${first} hold ${keys.length} nodes and end there; totalCount is ${totalCount}.`);
  }
}

interface BadPage {
  readonly list: DistrictList;
  readonly page: { readonly first: number; readonly after?: string };
  readonly what: string;
}

async function expectRefusal(
  { endpoint, division }: ContractSubject,
  { list, page, what }: BadPage,
  { faults }: Findings,
): Promise<void> {
  const answer = await endpoint.ask(pageQuery(list), { representations: [representationOf(division)], ...page });
  if (!answer.errors?.length) faults.push(`${list} takes ${what} without an error.`);
  else if (typeof answer.errors[0]?.extensions?.['code'] !== 'string') {
    faults.push(`${list} refuses ${what} without a code in extensions.code.`);
  }
}
