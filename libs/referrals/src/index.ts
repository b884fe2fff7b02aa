export { AcceptReferral, type AcceptReferralInput } from './accept-referral.js';
export { AcknowledgeReferral, type AcknowledgeReferralInput } from './acknowledge-referral.js';
export { AnswerPurge, type AnswerPurgeInput } from './answer-purge.js';
export { AnswerReferralInfo, type AnswerReferralInfoInput } from './answer-referral-info.js';
export { CancelReferral, type CancelReferralInput } from './cancel-referral.js';
export { CompleteReferral, type CompleteReferralInput } from './complete-referral.js';
export {
  type DisclosurePreview,
  type DisclosurePreviewInput,
  PreviewDisclosure,
  type PreviewedScope,
} from './disclosure-preview.js';
export { EndReferrals } from './end-referrals.js';
export { ConsentEnded, NoAgreement, NoConsent, RecordDepartureInstead, RiskReviewOverdue } from './errors.js';
export { ExplainDisclosure, type ExplainDisclosureInput, type ExplainedDisclosure } from './explain-disclosure.js';
export { HoldReferral, type HoldReferralInput } from './hold-referral.js';
export { ListReferrals, type ListReferralsInput } from './list-referrals.js';
export { PlacementReferrals } from './placement-referrals.js';
export { PurgeRequest } from './purge-request.js';
export { ReadReferral } from './read-referral.js';
export { Referral } from './referral.js';
export { referralEntities } from './entities.js';
export type { ReferralBox, ReferralFilter, ReferralList } from './referral-list.js';
export { ReferralReader, type ReferralWants } from './referral-reader.js';
export type { Party, PurgeRequestView, ReferralConsent, ReferralView } from './referral-view.js';
export { ReferralsModule } from './referrals.module.js';
export { RejectReferral, type RejectReferralInput } from './reject-referral.js';
export { RequestReferralInfo, type RequestReferralInfoInput } from './request-referral-info.js';
export { type PlacementReferral, SendPlacementReferral } from './send-placement-referral.js';
export { SendReferral, type SendReferralInput } from './send-referral.js';
export { StartReferral, type StartReferralInput } from './start-referral.js';
export { WaitlistReferral, type WaitlistReferralInput } from './waitlist-referral.js';
