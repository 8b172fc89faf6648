import type { FetchRewrite } from '@graphql-hive/router-query-planner';
import type { TypeTest } from '../supergraph/possible-types.ts';

/** The type that a subgraph is told for an entity of `type`: an interface object knows it by its interface. */
export function toldType(isTypeOf: TypeTest, inputRewrites: readonly FetchRewrite[] | undefined, type: string): string {
  let told = type;
  for (const rewrite of inputRewrites ?? []) {
    if ('KeyRenamer' in rewrite) continue;
    const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
    const [condition, key, ...rest] = path;
    if (!condition || !key || rest.length > 0 || !('TypenameEquals' in condition) || !('Key' in key)) continue;
    const applies = condition.TypenameEquals.some((each) => isTypeOf(told, each));
    if (applies && key.Key === '__typename') told = setValueTo;
  }
  return told;
}
