import { ContractFault, type ContractCheck, type ContractSubject } from './contract-check.ts';
import { readPage, representationOf } from './district-page.ts';

interface Representation {
  __typename: string;
  code?: string;
  id?: string;
}

const query = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on District { code }
    ... on Township { code }
    ... on Station { id }
    ... on DistrictSuggestion { id }
  }
}`;

/** `_entities` answers key by key, in the order that it was asked in, with null for what it does not hold. */
export const entitiesCheck: ContractCheck = {
  title: 'Entities are found by their keys, in order, and strangers are null',
  async run(subject, { faults, remarks }) {
    const { known, strangers, missing } = await pickKeys(subject);
    for (const what of missing) remarks.push(`There is no ${what} to look for: this part could not be tested.`);
    // Strangers between the others, and one key twice: as a gateway asks when it joins lists.
    const asked = [...known.flatMap((each, index) => [each, strangers[index % strangers.length]]), known[0]].filter(
      (each) => each !== undefined,
    );
    const given = await lookUp(subject, asked);
    asked.forEach((representation, index) => {
      const entity = given[index] ?? null;
      const key = keyOf(representation);
      const name = `${representation.__typename} ${key}`;
      if (strangers.includes(representation)) {
        if (entity !== null) faults.push(`${name} is not of this district, and yet _entities[${index}] is not null.`);
      } else if (entity === null) {
        faults.push(`${name}, which this endpoint lists itself, is null at _entities[${index}].`);
      } else if (entity.__typename !== representation.__typename || keyOf(entity) !== key) {
        faults.push(`_entities[${index}] is ${entity.__typename} ${keyOf(entity)} where ${name} was asked for.`);
      }
    });
  },
};

function keyOf({ code, id }: Representation): string | undefined {
  return code ?? id;
}

async function lookUp({ endpoint }: ContractSubject, representations: readonly Representation[]) {
  const { _entities: given } = (await endpoint.read(query, { representations })) as {
    _entities?: (Representation | null)[];
  };
  if (!Array.isArray(given) || given.length !== representations.length) {
    throw new ContractFault(
      `_entities gives ${given?.length ?? 'no'} items for ${representations.length} representations.`,
    );
  }
  return given;
}

/** Some keys that the endpoint lists itself, and some that no district system of this code can hold. */
async function pickKeys(subject: ContractSubject) {
  const { division } = subject;
  const known: Representation[] = [representationOf(division)];
  const missing: string[] = [];
  const lists = [
    ['Township', 'townships', 'code'],
    ['Station', 'stations', 'id'],
    ['DistrictSuggestion', 'suggestions', 'id'],
  ] as const;
  for (const [typename, list, key] of lists) {
    const { keys } = await readPage(subject, list, { first: 3 });
    known.push(...keys.map((each) => ({ __typename: typename, [key]: each })));
    if (keys.length === 0) missing.push(typename);
  }
  const elsewhere = division === '110101' ? '110102' : '110101';
  // Not a District: who owns none of its fields answers for any code, with empty lists.
  const strangers: Representation[] = [
    { __typename: 'Township', code: `${elsewhere}001` },
    { __typename: 'Station', id: `${division}999-S999999` },
    { __typename: 'DistrictSuggestion', id: `${division}-SG-1999-999999` },
  ];
  return { known, strangers, missing };
}
