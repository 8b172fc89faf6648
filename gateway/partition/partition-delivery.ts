import { ClientError } from '../../shared/errors/client-error.ts';
import { faultOf } from '../executor/send.step.ts';
import {
  isJsonObject,
  type JsonObject,
  type SubgraphAnswer,
  type SubgraphFault,
  type SubgraphRequest,
} from '../transport/subgraph-answer.ts';
import type { SendOptions, SubgraphClient } from '../transport/subgraph.client.ts';
import { partitionFault, type PartAnswer } from './answer-assembly.ts';
import { fillMissing, laggingOf, missingFault } from './lagging-operation.ts';
import type { PartitionMeter } from './partition-meter.ts';
import type { PartitionPart } from './partition-plan.ts';
import { isRefusedAsUnknown } from './partition-refusal.ts';
import type { PartitionShape } from './partition-shape.ts';
import type { PartitionShapes } from './partition-shapes.ts';
import type { OperationText } from './partitioned-operation.ts';

export interface DeliveryDependencies {
  readonly client: SubgraphClient;
  readonly shapes: PartitionShapes;
  readonly meter: PartitionMeter;
}

export interface Delivery {
  readonly subgraph: string;
  readonly part: PartitionPart;
  /** As it came to the subgraph. */
  readonly request: SubgraphRequest;
  readonly sending: SendOptions;
}

/** Asks one partition for its part; what fails is an error in the answer. */
export async function deliverPart(dependencies: DeliveryDependencies, delivery: Delivery): Promise<PartAnswer> {
  const { shapes } = dependencies;
  const { subgraph, part } = delivery;
  const shape = shapes.of(part.partition);
  const answer = await attempt(dependencies, delivery, shape);
  if (answer.data || !isRefusedAsUnknown(answer.faults)) return answer;
  const learnt = await shapes.learn(subgraph, part.partition);
  if (!learnt || learnt === shape || !lags(part, learnt)) return answer;
  return attempt(dependencies, delivery, learnt);
}

async function attempt(
  { client, shapes, meter }: DeliveryDependencies,
  { subgraph, part, request, sending }: Delivery,
  shape: PartitionShape | undefined,
): Promise<PartAnswer> {
  const { partition } = part;
  const lag = shape && laggingOf(part.text, shape);
  if (lag) shapes.lookAgain(subgraph, partition);
  const known = lag ? withoutUnknownTypes(part, shape) : part;
  const answer =
    lag && !lag.text
      ? { data: emptyAnswer(part) }
      : await sendTo(
          client,
          { subgraph, partition },
          {
            request: part.isWhole && !lag ? request : requestOf(known, lag?.text ?? part.text, request),
            sending: {
              ...sending,
              ...(partition.timeout !== undefined && sending.timeout === undefined && { timeout: partition.timeout }),
            },
            meter,
          },
        );
  const data = lag?.text && answer.data ? restored(part, known, answer.data) : answer.data;
  const faults = [...(answer.errors ?? [])];
  if (lag && data) faults.push(...fillMissing(lag, data, fillingOf(subgraph, part, shape)));
  return { part, data, faults };
}

interface Sent {
  readonly request: SubgraphRequest;
  readonly sending: SendOptions;
  readonly meter: PartitionMeter;
}

async function sendTo(
  client: SubgraphClient,
  { subgraph, partition }: { readonly subgraph: string; readonly partition: PartitionPart['partition'] },
  { request, sending, meter }: Sent,
): Promise<SubgraphAnswer> {
  const took = meter.begin(subgraph, partition.name);
  try {
    const { data, errors } = await client.send({ name: subgraph, url: partition.url }, request, sending);
    took();
    if (!errors) return { data };
    return { data, errors: errors.map((fault) => named(fault, partition.name)) };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    took(error);
    return { data: null, errors: [partitionFault(partition.name, faultOf(error))] };
  }
}

function named(fault: SubgraphFault, partition: string): SubgraphFault {
  return { ...fault, extensions: { ...fault.extensions, partition } };
}

function requestOf(part: PartitionPart, text: OperationText, { operationName }: SubgraphRequest): SubgraphRequest {
  const variables = Object.fromEntries(Object.entries(part.variables).filter(([name]) => text.variables.has(name)));
  return { query: text.query, operationName, variables };
}

function lags(part: PartitionPart, shape: PartitionShape): boolean {
  return laggingOf(part.text, shape) !== undefined;
}

/** Entities of types that the partition does not know would make it refuse all others as well. */
function withoutUnknownTypes(part: PartitionPart, shape: PartitionShape): PartitionPart {
  if (part.representations.size === 0) return part;
  const variables = { ...part.variables };
  for (const name of part.representations.values()) {
    variables[name] = listIn(part, name).filter((each) => shape.has(typeOf(each)));
  }
  return { ...part, variables };
}

/** Puts an empty entity where one was not asked for. */
function restored(part: PartitionPart, sent: PartitionPart, data: JsonObject): JsonObject {
  const whole = { ...data };
  for (const [key, name] of part.representations) {
    const asked = new Set(listIn(sent, name));
    const items = data[key];
    if (!Array.isArray(items) || items.length !== asked.size) continue;
    const left = [...(items as unknown[])];
    whole[key] = listIn(part, name).map((each) => (asked.has(each) ? left.shift() : {}));
  }
  return whole;
}

function emptyAnswer(part: PartitionPart): JsonObject {
  const entities = [...part.representations].map(([key, name]) => [key, listIn(part, name).map(() => ({}))]);
  return Object.fromEntries(entities) as JsonObject;
}

function fillingOf(subgraph: string, part: PartitionPart, shape: PartitionShape) {
  const { partition, variables, representations } = part;
  return {
    shape,
    variables,
    typesOf: (key: string) => listIn(part, representations.get(key) ?? '').map(typeOf),
    fault: missingFault(subgraph, partition.name),
  };
}

function listIn({ variables }: PartitionPart, name: string): readonly unknown[] {
  const list = variables[name];
  return Array.isArray(list) ? list : [];
}

function typeOf(representation: unknown): string {
  return isJsonObject(representation) ? String(representation['__typename']) : '';
}
