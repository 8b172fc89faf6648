import { OperationTypeNode, getOperationAST, parse } from 'graphql';
import { LeastRecentlyUsed } from '../cache/least-recently-used.ts';

/** The parts of a request's body that say whether its answer may be shared. */
interface OperationText {
  readonly query?: unknown;
  readonly operationName?: unknown;
}

const rememberedOperations = 2_000;

/** Tells queries, whose answers may be shared, from everything else: mutations never are. */
export function createQueryTest(): (body: unknown) => boolean {
  const known = new LeastRecentlyUsed<boolean>(rememberedOperations);
  return (body) => {
    if (typeof body !== 'object' || body === null) return false;
    const { query, operationName } = body as OperationText;
    if (typeof query !== 'string') return false;
    const name = typeof operationName === 'string' ? operationName : undefined;
    const key = `${name ?? ''}\n${query}`;
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const answer = isQuery(query, name);
    known.set(key, answer);
    return answer;
  };
}

function isQuery(query: string, operationName: string | undefined): boolean {
  try {
    return getOperationAST(parse(query, { noLocation: true }), operationName)?.operation === OperationTypeNode.QUERY;
  } catch {
    // What cannot be parsed is answered with its fault, on its own.
    return false;
  }
}
