import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { engineNames, type EngineName } from '../support/engine.ts';
import { startCaseGateway, type CaseGateway } from './case.gateway.ts';
import { loadCases } from './case.loader.ts';
import type { ExpectedError, FederationOperation } from './federation-case.ts';

const cases = await loadCases();

describe.each(cases)('$name', (loaded) => {
  describe.each(engineNames)('on %s', (engine) => {
    const operations = Object.entries(loaded.operations).filter(([, operation]) => isAsked(engine, operation));
    if (operations.length === 0) return;
    let gateway: CaseGateway | undefined;
    beforeAll(async () => {
      gateway = await startCaseGateway(loaded, engine);
    });
    afterAll(async () => gateway?.[Symbol.asyncDispose]());

    for (const [sentence, operation] of operations) {
      const declare = engine === 'liaison' && operation.plannerFault ? test.failing : test;
      declare(sentence, () => check(gateway!, engine, operation));
    }
  });
});

/** Subscriptions are only ours: @apollo/gateway has none. */
function isAsked(engine: EngineName, { events, oracle }: FederationOperation): boolean {
  return engine === 'liaison' || (!events && oracle?.differsIn !== 'answer');
}

async function check(gateway: CaseGateway, engine: EngineName, operation: FederationOperation): Promise<void> {
  gateway.subgraphs.forget();
  const { events: expected } = operation;
  const answers = expected ? await gateway.subscribe(operation) : [await gateway.run(operation)];
  const isErrorsHeld = engine === 'liaison' || operation.oracle === undefined;
  expect(answers.map((answer) => show(answer, isErrorsHeld))).toEqual(
    (expected ?? [operation]).map((answer) => expectation(answer, isErrorsHeld)),
  );
  if (engine === 'liaison') expectOrder(answers, expected ?? [operation]);
  if (operation.trail) expect(gateway.subgraphs.trail).toEqual(operation.trail);
  for (const subgraph of operation.silent ?? []) expect(gateway.subgraphs.calls).not.toContain(subgraph);
  for (const word of operation.hidden ?? []) expect(JSON.stringify(answers)).not.toContain(word);
}

type Expectation = Pick<FederationOperation, 'data' | 'errors'>;

function show({ data, errors = [] }: FormattedExecutionResult, isErrorsHeld: boolean) {
  const shown = errors.map(({ message, path, extensions }) => ({ message, path, code: extensions?.['code'] }));
  return { data, ...(isErrorsHeld && { errors: sorted(shown as ExpectedError[]) }) };
}

function expectation({ data, errors = [] }: Expectation, isErrorsHeld: boolean) {
  const expected = sorted(errors).map((error) => expect.objectContaining({ ...error }));
  return { data, ...(isErrorsHeld && { errors: expected }) };
}

/** Fetches run side by side: the order of their errors is not ours to say. */
function sorted(errors: readonly ExpectedError[]): ExpectedError[] {
  const textOf = ({ path, message }: ExpectedError) => JSON.stringify([path ?? [], message ?? '']);
  return errors.toSorted((left, right) => textOf(left).localeCompare(textOf(right)));
}

/** Section 7.2.2 of the GraphQL spec: fields stand in the order of the selection. */
function expectOrder(answers: readonly FormattedExecutionResult[], expected: readonly Expectation[]): void {
  expect(answers.map(({ data }) => JSON.stringify(data))).toEqual(expected.map(({ data }) => JSON.stringify(data)));
}
