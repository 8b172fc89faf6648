import { expect, test } from '@jest/globals';
import type { FetchNode, PlanNode, RequiresSelection } from '@graphql-hive/router-query-planner';
import { composeSupergraph } from '../supergraph/supergraph.composer.ts';
import { readSupergraph } from '../supergraph/supergraph.schema.ts';
import { readJoinGraph } from './join-graph.ts';
import { withKeyedEntities } from './keyed-entities.ts';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@external", "@requires", "@interfaceObject"])`;
const nodes = `
  type Query { found: [Found!]! }
  union Found = Heat | Rain
  interface Sensor @key(fields: "id") { id: ID! raw: Int! }
  type Heat implements Sensor @key(fields: "id") { id: ID! raw: Int! }
  type Rain implements Sensor @key(fields: "id") { id: ID! raw: Int! }
`;
const readings = `
  type Sensor @key(fields: "id") @interfaceObject { id: ID! raw: Int! @external reading: Int! @requires(fields: "raw") }
`;
const supergraphSdl = composeSupergraph(
  Object.entries({ nodes, readings }).map(([name, sdl]) => ({ name, url: `http://${name}.invalid/`, sdl: link + sdl })),
);
const context = { joins: readJoinGraph(supergraphSdl), isTypeOf: readSupergraph(supergraphSdl).isTypeOf };

const on = (typeCondition: string, ...names: string[]): RequiresSelection => ({
  kind: 'InlineFragment',
  typeCondition,
  selections: ['__typename', ...names].map((name) => ({ kind: 'Field', name })),
});
/** `asSensor` are the types that are told as sensors. */
function plan(asSensor: readonly string[], ...requires: RequiresSelection[]): PlanNode {
  const inputRewrites: FetchNode['inputRewrites'] = asSensor.map((type) => ({
    ValueSetter: { path: [{ TypenameEquals: [type] }, { Key: '__typename' }], setValueTo: 'Sensor' },
  }));
  const fetch: FetchNode = { kind: 'Fetch', serviceName: 'readings', operation: '{a}', requires, inputRewrites };
  return { kind: 'Sequence', nodes: [{ kind: 'Flatten', path: [{ Field: 'found' }, '@'], node: fetch }] };
}

test('what is told of all types is told of those whose key is', () => {
  expect(withKeyedEntities(context, plan(['Heat'], on('Heat', 'id'), on('Sensor', 'raw')))).toEqual(
    plan(['Heat'], on('Heat', 'id'), on('Heat', 'raw')),
  );
  expect(
    withKeyedEntities(context, plan(['Heat', 'Rain'], on('Sensor', 'raw'), on('Heat', 'id'), on('Rain', 'id'))),
  ).toEqual(plan(['Heat', 'Rain'], on('Heat', 'raw'), on('Rain', 'raw'), on('Heat', 'id'), on('Rain', 'id')));
});

test('what is told of another type is not told', () => {
  expect(withKeyedEntities(context, plan(['Heat'], on('Heat', 'id'), on('Rain', 'raw')))).toEqual(
    plan(['Heat'], on('Heat', 'id')),
  );
});

test.each([
  ['all have a key', plan(['Sensor'], on('Sensor', 'id'), on('Heat', 'raw'))],
  ['none has a key', plan(['Heat'], on('Heat', 'raw'), on('Sensor', 'raw'))],
  ['nothing is told', { kind: 'Fetch', serviceName: 'nodes', operation: '{found{__typename}}' } as const],
])('a plan stays as it is where %s', (_where, whole) => {
  expect(withKeyedEntities(context, whole)).toBe(whole);
});
