import { SetMetadata } from '@nestjs/common';
import type { Subject, VerbOf } from '#policy';

export const REQUIREMENT = Symbol('requirement');

/** What a handler is for, in the words of the permission table. */
export interface Requirement {
  readonly verb: string;
  readonly subject: Subject;
}

/**
 * Declares a query, mutation or subscription: without it, the guard refuses everybody. It opens the handler to those whose role
 * and kind of agency are granted the verb at all; whether they may do it to this very thing, the use case decides on the instance.
 */
export function Requires<S extends Subject>(verb: VerbOf<S>, subject: S): MethodDecorator {
  return SetMetadata(REQUIREMENT, { verb, subject } satisfies Requirement);
}
