import { Args, Info, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { type CaseAsk, ListCases, OpenCase, ReadCase, UpdateCase } from '#cases';
import { ConsentReader, type ConsentView } from '#consents';
import type { Actor } from '#policy';
import type { Page } from '#platform/database';
import { requestedRecord, selects } from '../disclosure/index.js';
import { CurrentActor, PageArgs, Requires, UUID } from '../graphql/index.js';
import { OpenCaseInput, UpdateCaseInput } from './case.inputs.js';
import { CaseConnection, CaseType, toCaseType } from './case.types.js';

/** What a query asks of cases, and the consents it found once it was answered. */
interface Asked {
  readonly ask: CaseAsk;
  readonly consentsOf: (caseId: string) => readonly ConsentView[];
}

@Resolver()
export class CaseResolver {
  constructor(
    private readonly openings: OpenCase,
    private readonly updates: UpdateCase,
    private readonly lists: ListCases,
    private readonly readings: ReadCase,
    private readonly consents: ConsentReader,
  ) {}

  @Requires('list', 'Case')
  @Query(() => CaseConnection, { description: 'The cases you may read, newest first.' })
  async cases(
    @Args() page: PageArgs,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<CaseType>> {
    const { ask, consentsOf } = this.asked(info);
    const { edges, pageInfo } = await this.lists.execute(actor, page, ask);
    return {
      edges: edges.map(({ cursor, node }) => ({ cursor, node: toCaseType(node, consentsOf(node.id)) })),
      pageInfo,
    };
  }

  @Requires('read', 'Case')
  @Query(() => CaseType)
  async case(
    @Args('id', { type: () => UUID }) id: string,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseType> {
    const { ask, consentsOf } = this.asked(info);
    return toCaseType(await this.readings.execute(actor, id, ask), consentsOf(id));
  }

  @Requires('open', 'Case')
  @Mutation(() => CaseType, { description: 'Opens a case that your agency owns.' })
  async openCase(
    @Args('input') input: OpenCaseInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseType> {
    const { ask, consentsOf } = this.asked(info);
    const file = await this.openings.execute(actor, input, ask);
    return toCaseType(file, consentsOf(file.id));
  }

  @Requires('update', 'Case')
  @Mutation(() => CaseType, { description: 'Changes what is given and leaves the rest as it is.' })
  async updateCase(
    @Args('input') input: UpdateCaseInput,
    @CurrentActor() actor: Actor,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseType> {
    const { ask, consentsOf } = this.asked(info);
    const file = await this.updates.execute(actor, input, ask);
    return toCaseType(file, consentsOf(file.id));
  }

  private asked(info: GraphQLResolveInfo): Asked {
    const record = requestedRecord(info);
    if (!selects(info, 'consents')) return { ask: { record }, consentsOf: () => [] };
    let found: ReadonlyMap<string, readonly ConsentView[]> = new Map();
    return {
      ask: {
        record,
        alongside: async (tx, caseIds) => {
          found = await this.consents.ofCases(tx, caseIds);
        },
      },
      consentsOf: (caseId) => found.get(caseId) ?? [],
    };
  }
}
