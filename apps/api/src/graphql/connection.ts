import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { AccessTable } from './feature.js';

/** Which part of a list is asked for; newest first. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many, 1 to 100; 20 unless told.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The `endCursor` of the page before.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Hand it back as `after`. It opens for this reader and this list only.',
  })
  endCursor!: string | null;
}

const declared: Record<string, readonly string[]> = { PageInfo: ['hasNextPage', 'endCursor'] };

/** What the connections made so far consist of: they hold nothing of their own, so they declare themselves. */
export const connectionAccess: AccessTable = declared;

/** A Relay connection over one type of node: `{ edges { cursor node } pageInfo { hasNextPage endCursor } }`. */
export function Connection<Node extends object>(name: string, node: Type<Node>): Type {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field(() => String)
    cursor!: string;

    @Field(() => node)
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class Page {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }

  declared[`${name}Edge`] = ['cursor', 'node'];
  declared[`${name}Connection`] = ['edges', 'pageInfo'];
  return Page;
}
