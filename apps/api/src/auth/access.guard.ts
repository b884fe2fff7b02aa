import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { isObjectType, type GraphQLResolveInfo } from 'graphql';
import { Forbidden, Unauthenticated, grantsFor, meetsGrant, type Grant } from '#policy';
import type { ApiContext } from '../graphql/context.js';
import { REQUIREMENT, type Requirement } from './requires.js';

/** Stands before every handler. What declares nothing is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly grants = new Map<object, readonly Grant[]>();

  canActivate(execution: ExecutionContext): boolean {
    // Everything else this process answers is a plain route that checks for itself; a controller would be an oversight.
    if (execution.getType<string>() !== 'graphql') return false;
    const [, , context, info] = execution.getArgs<[unknown, unknown, ApiContext, GraphQLResolveInfo]>();
    const { actor } = context;
    if (actor === null) throw new Unauthenticated();
    const handler = execution.getHandler();
    const requirement = Reflect.getMetadata(REQUIREMENT, handler) as Requirement | undefined;
    if (requirement === undefined) {
      if (isRoot(info)) throw new Forbidden('Nobody may do this yet.');
      // A field below a root was reached through a handler that passed here; the field tables decide about it.
      return true;
    }
    if (!this.grantsOf(handler, requirement).some((grant) => meetsGrant(actor, grant))) throw new Forbidden();
    return true;
  }

  private grantsOf(handler: object, { verb, subject }: Requirement): readonly Grant[] {
    const known = this.grants.get(handler);
    if (known !== undefined) return known;
    const grants = grantsFor(verb, subject);
    this.grants.set(handler, grants);
    return grants;
  }
}

function isRoot({ schema, parentType }: GraphQLResolveInfo): boolean {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return isObjectType(parentType) && roots.includes(parentType);
}
