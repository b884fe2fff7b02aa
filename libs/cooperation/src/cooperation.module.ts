import { Module } from '@nestjs/common';
import { CasesModule } from '#cases';
import { AnnounceAnswers } from './announce-answers.js';
import { ArrangeCooperation } from './arrange-cooperation.js';
import { ChangeReview } from './change-review.js';
import { CooperationReader } from './cooperation-reader.js';
import { EndCooperation } from './end-cooperation.js';
import { EndReflections } from './end-reflections.js';
import { ListCooperationRequests } from './list-cooperation-requests.js';
import { Matter } from './matter.js';
import { OpenReflection } from './open-reflection.js';
import { PresentRequest } from './present-request.js';
import { ReadCooperationRequest } from './read-cooperation-request.js';
import { RecordSurvivorDecision } from './record-survivor-decision.js';
import { ReviewCooperationRequest } from './review-cooperation-request.js';
import { SubmitCooperationRequest } from './submit-cooperation-request.js';

const useCases = [
  SubmitCooperationRequest,
  ReviewCooperationRequest,
  OpenReflection,
  RecordSurvivorDecision,
  ArrangeCooperation,
  EndCooperation,
  ListCooperationRequests,
  ReadCooperationRequest,
];

@Module({
  imports: [CasesModule],
  providers: [...useCases, CooperationReader, ChangeReview, Matter, PresentRequest],
  exports: useCases,
})
export class CooperationModule {}

/** What the clock does. It holds no key and opens no text, so it runs where there is no keyring. */
@Module({
  providers: [EndReflections, AnnounceAnswers, EndCooperation],
  exports: [EndReflections, AnnounceAnswers, EndCooperation],
})
export class CooperationClockModule {}
