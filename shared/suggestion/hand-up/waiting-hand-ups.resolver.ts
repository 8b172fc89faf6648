import { Arg, Args, Ctx, Query, Resolver, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../../division/division-code.scalar.ts';
import type { Connection } from '../../paging/connection.ts';
import { connectionTypeOf } from '../../subgraph/connection-types.ts';
import { PageArgs } from '../../subgraph/page-args.ts';
import type { LevelContext } from '../level-context.ts';
import type { ReceivedHandUpRow } from './hand-up.entity.ts';
import { ReceivedHandUp } from './hand-up.types.ts';
import { waitingHandUps } from './waiting-hand-ups.ts';

const ReceivedHandUpConnection = connectionTypeOf<ReceivedHandUpRow>('ReceivedHandUp', () => ReceivedHandUp, {
  isShared: true,
});

/** The hand-ups that wait at a level which receives some; `type` is its suggestion's, such as CitySuggestion. */
export function createWaitingHandUpsResolver(type: ClassType): ClassType {
  const field = `${type.name.replace('Suggestion', '').toLowerCase()}HandUpsWaiting`;

  @Resolver()
  class WaitingHandUpsResolver {
    @Query(() => ReceivedHandUpConnection, {
      name: field,
      nullable: true,
      description:
        'Hand-ups from below on which nobody has decided (待受理的提请), the oldest first: for the reviewer those of the division, for a deputy those that the deputy may adopt.',
    })
    waiting(
      @Arg('divisionCode', () => DivisionCodeScalar) divisionCode: string,
      @Args(() => PageArgs) page: PageArgs,
      @Ctx() { scope, suggestions }: LevelContext,
    ): Promise<Connection<ReceivedHandUpRow>> {
      return waitingHandUps(scope, suggestions.lifecycle, { field, divisionCode, page });
    }
  }
  return WaitingHandUpsResolver;
}
