import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditTrail } from '#audit';
import {
  ACCESSIBILITY_NEEDS,
  type Actor,
  AREA_BANDS,
  BED_SUITABILITY,
  Forbidden,
  InvalidInput,
  LANGUAGES,
  may,
  NotFound,
  ofAgency,
  SECURITY_LEVELS,
  StaleVersion,
} from '#policy';
import { Database, Idempotency, parseInput, type Tx } from '#platform/database';
import { z } from 'zod';
import { BedCategory } from './bed-category.js';
import { BedReader, type Beds } from './bed-reader.js';
import { CapacityBelowUse } from './errors.js';
import { mutation, noneTwice } from './input.js';

const largestCategory = 1000;

const schema = z.strictObject({
  ...mutation,
  /** The category to change; a new one when absent. */
  id: z.guid().nullish(),
  suits: z
    .array(z.enum(BED_SUITABILITY))
    .min(1)
    .refine(...noneTwice)
    .nullish(),
  accessibility: z
    .array(z.enum(ACCESSIBILITY_NEEDS))
    .refine(...noneTwice)
    .nullish(),
  languages: z
    .array(z.enum(LANGUAGES))
    .min(1)
    .refine(...noneTwice)
    .nullish(),
  securityLevel: z.enum(SECURITY_LEVELS).nullish(),
  areaBand: z.enum(AREA_BANDS).nullish(),
  capacity: z.int().min(0).max(largestCategory).nullish(),
});
export type PublishBedsInput = z.input<typeof schema>;
type Published = Pick<BedCategory, 'suits' | 'accessibility' | 'languages' | 'securityLevel' | 'areaBand' | 'capacity'>;

/** A shelter says what beds it has. To publish without a change confirms that the old answer still holds. */
@Injectable()
export class PublishBeds {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly beds: BedReader,
  ) {}

  /** @throws Forbidden @throws NotFound @throws InvalidInput @throws StaleVersion @throws CapacityBelowUse */
  async execute(actor: Actor, raw: PublishBedsInput): Promise<Beds> {
    if (!may(actor, 'publish', ofAgency('Beds', actor.agencyId))) throw new Forbidden();
    const input = parseInput(schema, raw);
    return this.database.transaction(actor, async (tx) => {
      const key = { mutation: 'publishBeds', input, clientMutationId: input.clientMutationId };
      const id = await this.idempotency.once(tx, actor, key, () => this.publish(tx, actor, input));
      const beds = await this.beds.find(tx, actor, id);
      if (beds === null) throw new NotFound();
      return beds;
    });
  }

  private async publish(tx: Tx, actor: Actor, input: z.output<typeof schema>): Promise<string> {
    const asOf = await tx.now();
    const said = dropAbsent(input);
    const id = input.id ?? randomUUID();
    if (input.id == null) {
      const bare = { id, agencyId: actor.agencyId, occupied: 0, held: 0, asOf, version: 1 };
      await tx.manager.insert(BedCategory, { ...whole(said), ...bare });
    } else {
      const known = await this.lock(tx, actor, id);
      if (input.version != null && input.version !== known.version) throw new StaleVersion(known.version);
      const inUse = known.occupied + known.held;
      if (said.capacity !== undefined && said.capacity < inUse) throw new CapacityBelowUse(inUse);
      await tx.manager.update(BedCategory, { id }, { ...said, asOf, version: known.version + 1 });
    }
    await this.audit.append(tx, actor, {
      action: 'publishBeds',
      objectType: 'Beds',
      objectId: id,
      ownerAgencyId: actor.agencyId,
      details: { ...said },
    });
    return id;
  }

  /** Holds wait behind this lock, so the count that the capacity is compared with stays true until it is written. */
  private async lock(tx: Tx, actor: Actor, id: string): Promise<BedCategory> {
    const where = { id, agencyId: actor.agencyId };
    const known = await tx.manager.findOne(BedCategory, { where, lock: { mode: 'for_no_key_update' } });
    if (known === null) throw new NotFound();
    return known;
  }
}

function dropAbsent(input: z.output<typeof schema>): Partial<Published> {
  const { suits, accessibility, languages, securityLevel, areaBand, capacity } = input;
  return {
    ...(suits == null ? {} : { suits }),
    ...(accessibility == null ? {} : { accessibility }),
    ...(languages == null ? {} : { languages }),
    ...(securityLevel == null ? {} : { securityLevel }),
    ...(areaBand == null ? {} : { areaBand }),
    ...(capacity == null ? {} : { capacity }),
  };
}

function whole(said: Partial<Published>): Published {
  const { suits, languages, securityLevel, areaBand, capacity } = said;
  return {
    suits: given('suits', suits),
    accessibility: said.accessibility ?? [],
    languages: given('languages', languages),
    securityLevel: given('securityLevel', securityLevel),
    areaBand: given('areaBand', areaBand),
    capacity: given('capacity', capacity),
  };
}

function given<T>(field: string, value: T | undefined): T {
  if (value === undefined) throw new InvalidInput(`A new category needs its ${field}.`, { path: ['input', field] });
  return value;
}
