import { Module } from '@nestjs/common';
import { CasesModule } from '#cases';
import { AcceptReferral } from './accept-referral.js';
import { AcknowledgeReferral } from './acknowledge-referral.js';
import { AnswerPurge } from './answer-purge.js';
import { AnswerReferralInfo } from './answer-referral-info.js';
import { CancelReferral } from './cancel-referral.js';
import { CompleteReferral } from './complete-referral.js';
import { PreviewDisclosure } from './disclosure-preview.js';
import { EndReferrals } from './end-referrals.js';
import { ExplainDisclosure } from './explain-disclosure.js';
import { HoldReferral } from './hold-referral.js';
import { ListReferrals } from './list-referrals.js';
import { MoveReferral } from './move-referral.js';
import { PlacementReferrals } from './placement-referrals.js';
import { ReadReferral } from './read-referral.js';
import { ReferralReader } from './referral-reader.js';
import { RejectReferral } from './reject-referral.js';
import { RequestReferralInfo } from './request-referral-info.js';
import { SendPlacementReferral } from './send-placement-referral.js';
import { SendReferral } from './send-referral.js';
import { SendTermsReader } from './send-terms.js';
import { StartReferral } from './start-referral.js';
import { WaitlistReferral } from './waitlist-referral.js';
import { WriteReferral } from './write-referral.js';

const offered = [
  AcceptReferral,
  AcknowledgeReferral,
  AnswerPurge,
  AnswerReferralInfo,
  CancelReferral,
  CompleteReferral,
  EndReferrals,
  ExplainDisclosure,
  HoldReferral,
  ListReferrals,
  PlacementReferrals,
  PreviewDisclosure,
  ReadReferral,
  ReferralReader,
  RejectReferral,
  RequestReferralInfo,
  SendPlacementReferral,
  SendReferral,
  StartReferral,
  WaitlistReferral,
];

@Module({
  imports: [CasesModule],
  providers: [...offered, MoveReferral, SendTermsReader, WriteReferral],
  exports: offered,
})
export class ReferralsModule {}
