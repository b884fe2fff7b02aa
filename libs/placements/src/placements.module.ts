import { Module } from '@nestjs/common';
import { CasesModule } from '#cases';
import { ReferralsModule } from '#referrals';
import { AcceptPlacement } from './accept-placement.js';
import { BedReader } from './bed-reader.js';
import { CancelPlacement } from './cancel-placement.js';
import { ConfirmPlacement } from './confirm-placement.js';
import { DeclinePlacement } from './decline-placement.js';
import { LapseHolds } from './lapse-holds.js';
import { ListBeds } from './list-beds.js';
import { ListPlacements } from './list-placements.js';
import { OfferDesk } from './offer-desk.js';
import { PlacementReader } from './placement-reader.js';
import { PublishBeds } from './publish-beds.js';
import { RecordArrival } from './record-arrival.js';
import { RecordDeparture } from './record-departure.js';
import { RequestPlacement } from './request-placement.js';
import { Shelters } from './shelters.js';
import { Stays } from './stays.js';

const useCases = [
  PublishBeds,
  ListBeds,
  RequestPlacement,
  ListPlacements,
  AcceptPlacement,
  DeclinePlacement,
  ConfirmPlacement,
  CancelPlacement,
  RecordArrival,
  RecordDeparture,
];

/** Beds, blind requests for them, and what becomes of these. The worker's `LapseHolds` comes with `HoldsModule`. */
@Module({
  imports: [CasesModule, ReferralsModule],
  providers: [BedReader, PlacementReader, OfferDesk, Stays, Shelters, ...useCases],
  exports: useCases,
})
export class PlacementsModule {}

/** What the clock does to placements. It needs neither keys nor a case, so the worker takes this alone. */
@Module({ providers: [LapseHolds], exports: [LapseHolds] })
export class HoldsModule {}
