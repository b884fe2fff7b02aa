import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Unauthenticated, type Actor } from '#policy';
import type { ApiContext } from '../graphql/context.js';

/** The actor of this request. The guard has seen to it that there is one. */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext): Actor => {
  const { actor } = execution.getArgByIndex<ApiContext>(2);
  if (actor === null) throw new Unauthenticated();
  return actor;
});
