import { Args, Directive, Field, ID, Int, InterfaceType, ObjectType, type ClassType } from 'type-graphql';
import { DivisionCodeScalar } from '../division/division-code.scalar.ts';
import { DateScalar, DateTimeScalar } from '../subgraph/scalars.ts';
import { PageArgs } from '../subgraph/page-args.ts';
import { Assignment, Reply, SuggestionEventConnection } from './suggestion-part.types.ts';
import { CongressLevelEnum, DueStateEnum, SatisfactionGradeEnum, SuggestionStatusEnum } from './suggestion.enums.ts';

/** The interface of all levels' suggestions, as one level's subgraph has it. */
export interface SuggestionTypes {
  readonly Suggestion: abstract new () => object;
  readonly Proposer: ClassType;
  readonly Evaluation: ClassType;
}

/** A level takes the id from the signer's token: one that the roll lacks must not take the whole answer with it. */
const unknownDeputy = 'Null where the roll of the city has no deputy with the id of the signature.';

/**
 * Makes the interface and the types in it that name a deputy. The city owns `Deputy`; the other levels only refer to it:
 * that is why each level makes these types with a deputy type of its own.
 */
// eslint-disable-next-line max-lines-per-function -- declarations of fields, one after the other
export function createSuggestionTypes(deputyType: () => ClassType): SuggestionTypes {
  @Directive('@shareable')
  @ObjectType('Proposer', { simpleResolvers: true, description: 'A deputy who signed a suggestion (领衔人、附议人).' })
  class Proposer {
    @Field(deputyType, { nullable: true, description: unknownDeputy })
    deputy!: object | null;

    @Field(() => Boolean)
    isLead!: boolean;

    @Field(() => DateTimeScalar, { nullable: true, description: 'When the deputy confirmed the signature in person.' })
    confirmedAt!: string | null;
  }

  @Directive('@shareable')
  @ObjectType('Evaluation', {
    simpleResolvers: true,
    description: "A deputy's own grades for process and result (评价).",
  })
  class Evaluation {
    @Field(deputyType, { nullable: true, description: unknownDeputy })
    deputy!: object | null;

    @Field(() => SatisfactionGradeEnum, { description: 'How the organ went about it.' })
    process!: string;

    @Field(() => SatisfactionGradeEnum, { description: 'What came of it.' })
    result!: string;

    @Field(() => String, { nullable: true })
    comment!: string | null;

    @Field(() => Int)
    round!: number;
  }

  @InterfaceType('Suggestion', {
    autoRegisterImplementations: false,
    description:
      'A suggestion of deputies (代表建议) at one level: city, district or township, each a type of its own.',
  })
  abstract class Suggestion {
    @Field(() => ID, { description: 'Begins with the code of the division whose congress it was made to.' })
    id!: string;

    @Field(() => String, { nullable: true, description: 'Issued at registration (立案).' })
    caseNumber!: string | null;

    @Field(() => String)
    title!: string;

    @Field(() => String)
    content!: string;

    @Field(() => String, { nullable: true })
    topic!: string | null;

    @Field(() => CongressLevelEnum)
    level!: string;

    @Field(() => SuggestionStatusEnum)
    status!: string;

    @Field(() => Int, { description: 'Grows by one with every act; an act takes it as `expectedVersion`.' })
    version!: number;

    @Field(() => DateTimeScalar, { nullable: true })
    submittedAt!: string | null;

    @Field(() => DateScalar, { nullable: true, description: 'Legal date of the reply; null before assignment (交办).' })
    dueOn!: string | null;

    @Field(() => DueStateEnum)
    dueState!: string;

    @Field(() => Boolean, { description: 'Under supervision led by a leader (领衔督办).' })
    keySupervision!: boolean;

    @Field(() => Boolean, { description: 'Made up for demonstration; not a real suggestion.' })
    synthetic!: boolean;

    @Field(() => String, { nullable: true, description: 'Reason in writing: not accepted, withdrawn, or closed.' })
    statusNote!: string | null;

    @Field(() => DivisionCodeScalar, { description: 'The division whose congress it was made to.' })
    divisionCode!: string;

    @Field(() => DateTimeScalar, { nullable: true, description: 'When the organs were asked to handle it (交办).' })
    assignedAt!: string | null;

    @Field(() => [Proposer])
    proposers!: Proposer[];

    @Field(() => [Assignment])
    assignments!: Assignment[];

    @Field(() => [Reply])
    replies!: Reply[];

    @Field(() => [Evaluation])
    evaluations!: Evaluation[];

    @Field(() => SuggestionEventConnection, { description: 'Its events, oldest first.' })
    timeline(@Args(() => PageArgs) _page: PageArgs): never {
      throw new Error("Each level's own type resolves it.");
    }
  }

  return { Suggestion, Proposer, Evaluation };
}
