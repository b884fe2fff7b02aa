import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule } from '#audit';
import { caseEntities } from '#cases';
import { consentEntities } from '#consents';
import {
  AcceptPlacement,
  ConfirmPlacement,
  DeclinePlacement,
  HoldsModule,
  LapseHolds,
  ListPlacements,
  type Placement,
  placementEntities,
  PlacementsModule,
  PublishBeds,
  RecordArrival,
  RecordDeparture,
  RequestPlacement,
} from '#placements';
import { ConfigModule, loadConfig } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { KeyringModule } from '#platform/keyring';
import type { Actor } from '#policy';
import { CancelReferral, referralEntities } from '#referrals';
import type { PlacementWorld } from './placement-world.js';

const entities = [...caseEntities, ...consentEntities, ...referralEntities, ...placementEntities];

/** The use cases of placements as the API and the worker have them, and short ways to use them. */
export class PlacementDesk {
  private constructor(
    private readonly api: INestApplicationContext,
    private readonly worker: INestApplicationContext,
  ) {}

  static async open(world: PlacementWorld): Promise<PlacementDesk> {
    const config = loadConfig({
      NODE_ENV: 'test',
      PUBLIC_URL: 'http://localhost:4000',
      KEYRING_URL: pathToFileURL(join(tmpdir(), 'no-keys-here')).href,
      AUTH_SECRET: 'a'.repeat(32),
      IDEMPOTENCY_SECRET: 'b'.repeat(32),
      CURSOR_SECRET: 'c'.repeat(32),
      API_DATABASE_URL: world.database.apiUrl,
      WORKER_DATABASE_URL: world.database.workerUrl,
      DATABASE_POOL: '12',
    });
    const common = [ConfigModule.forRoot(config), AuditModule];
    const api = [...common, DatabaseModule.forRole('api', entities), KeyringModule, PlacementsModule];
    const worker = [...common, DatabaseModule.forRole('worker', []), HoldsModule];
    return new PlacementDesk(
      await Test.createTestingModule({ imports: api }).compile(),
      await Test.createTestingModule({ imports: worker }).compile(),
    );
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.worker.close();
  }

  get<Service>(service: Type<Service>): Service {
    return this.api.get(service, { strict: false });
  }

  async publish(shelter: Actor, capacity: number): Promise<string> {
    const beds = await this.get(PublishBeds).execute(shelter, {
      suits: ['WOMEN'],
      languages: ['SR'],
      securityLevel: 'DISCREET',
      areaBand: 'SAME_REGION',
      capacity,
    });
    return beds.id;
  }

  request(caseworker: Actor, caseId: string, shelters: readonly Actor[]): Promise<Placement> {
    const shelterAgencyIds = shelters.map(({ agencyId }) => agencyId);
    return this.get(RequestPlacement).execute(caseworker, { caseId, shelterAgencyIds });
  }

  accept(shelter: Actor, offerId: string, bedCategoryId: string): Promise<Placement> {
    return this.get(AcceptPlacement).execute(shelter, { offerId, bedCategoryId });
  }

  decline(shelter: Actor, offerId: string) {
    return this.get(DeclinePlacement).execute(shelter, { offerId, reason: 'SAFETY_CONFLICT' });
  }

  confirm(caseworker: Actor, offerId: string, consentId: string): Promise<Placement> {
    const handOver = { handOff: 'ACCOMPANIED', meetingPoint: 'ADVOCATE_OFFICE' } as const;
    return this.get(ConfirmPlacement).execute(caseworker, { offerId, consentId, ...handOver });
  }

  arrive(shelter: Actor, offerId: string): Promise<Placement> {
    return this.get(RecordArrival).execute(shelter, { offerId });
  }

  depart(shelter: Actor, offerId: string): Promise<Placement> {
    return this.get(RecordDeparture).execute(shelter, { offerId, outcome: 'SERVICE_COMPLETED' });
  }

  cancel(caseworker: Actor, referralId: string) {
    return this.get(CancelReferral).execute(caseworker, { referralId });
  }

  /** One request to two shelters, both of which hold a bed of their own for it. */
  async askedOfBoth(world: PlacementWorld, caseworker: Actor, first: Actor, second: Actor) {
    const caseId = await world.caseOf(caseworker);
    const [bed, otherBed] = [await this.publish(first, 1), await this.publish(second, 1)];
    const request = await this.request(caseworker, caseId, [first, second]);
    const [offer, otherOffer] = [offerTo(request, first), offerTo(request, second)];
    await this.accept(first, offer, bed);
    await this.accept(second, otherOffer, otherBed);
    return { caseId, request, bed, otherBed, offer, otherOffer };
  }

  lapse(): Promise<number> {
    return this.worker.get(LapseHolds, { strict: false }).execute();
  }

  async seen(actor: Actor, side: 'OWNER' | 'SHELTER'): Promise<Placement[]> {
    const { edges } = await this.get(ListPlacements).execute(actor, { side }, { first: 100 });
    return edges.map(({ node }) => node);
  }
}

/** The offer that a request made to this shelter. */
export function offerTo(placement: Placement, shelter: Actor): string {
  const offer = placement.offers.find((each) => each.shelter.id === shelter.agencyId);
  if (offer === undefined) throw new Error('This shelter was not asked.');
  return offer.id;
}
