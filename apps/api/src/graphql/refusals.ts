import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError, type DocumentNode, type OperationDefinitionNode } from 'graphql';
import { OPERATIONS, type Actor, type DomainError, type Requirement } from '#policy';
import { AuditTrail } from '#audit';
import { Database } from '#platform/database';
import { errorFacts, Log } from '#platform/logging';
import { domainErrorIn } from './error-mapper.js';
import { objectIdOf, rootFields } from './operations.js';

export interface Refused {
  readonly actor: Actor | null;
  readonly document: DocumentNode | undefined;
  readonly operation: OperationDefinitionNode | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

const requirements: Readonly<Record<string, Requirement | undefined>> = OPERATIONS;

/** Writes down who was refused what. In a transaction of its own: the one that was refused has been rolled back. */
@Injectable()
export class Refusals {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Log) private readonly log: Log,
  ) {}

  async record(errors: readonly unknown[], { actor, document, operation, variables }: Refused): Promise<void> {
    if (actor === null || document === undefined || operation === undefined) return;
    const fields = rootFields(operation, document);
    // One query can be wrong in a hundred places: what is refused is written once, not the places.
    const entries = new Map<string, ReturnType<typeof entryOf>>();
    for (const error of errors) {
      const refusal = domainErrorIn(error, null);
      const answersAs = error instanceof GraphQLError ? error.path?.[0] : undefined;
      const [only] = fields.values();
      const field = answersAs === undefined ? only : fields.get(String(answersAs));
      if (refusal === null || field === undefined) continue;
      const entry = entryOf(refusal, field.name.value, objectIdOf(field, subjectOf(field.name.value), variables));
      entries.set(`${entry.action} ${entry.objectId ?? ''} ${entry.code}`, entry);
    }
    if (entries.size === 0) return;
    try {
      await this.database.transaction(actor, async (tx) => {
        for (const entry of entries.values()) await this.audit.append(tx, actor, entry);
      });
    } catch (error) {
      // Refusing is right whether or not it could be written down; that it could not must be seen.
      this.log.error('audit.lost', { operation: [...entries.values()][0]?.action, ...errorFacts(error) });
    }
  }
}

function entryOf(refusal: DomainError, action: string, objectId: string | null) {
  return { action, objectType: subjectOf(action), objectId, outcome: 'REFUSED', code: refusal.code } as const;
}

function subjectOf(action: string): string {
  return requirements[action]?.subject ?? 'Unknown';
}
