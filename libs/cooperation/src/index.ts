import { CooperationArrangement } from './cooperation-arrangement.js';
import { CooperationRequest } from './cooperation-request.js';
import { CooperationReview } from './cooperation-review.js';

export const cooperationEntities = [CooperationRequest, CooperationReview, CooperationArrangement];

export { AnnounceAnswers } from './announce-answers.js';
export { ArrangeCooperation, type ArrangeCooperationInput } from './arrange-cooperation.js';
export type { AgencyRequest, CooperationView, NamedAgency, PoliceRequest, ReviewView } from './cooperation-views.js';
export { CooperationClockModule, CooperationModule } from './cooperation.module.js';
export { EndCooperation } from './end-cooperation.js';
export { EndReflections } from './end-reflections.js';
export { ListCooperationRequests } from './list-cooperation-requests.js';
export { OpenReflection, type OpenReflectionInput } from './open-reflection.js';
export { policeAnswer, type Answer, type Arrangement, type ReleasedArrangement } from './police-answer.js';
export { ReadCooperationRequest } from './read-cooperation-request.js';
export { RecordSurvivorDecision, type RecordSurvivorDecisionInput } from './record-survivor-decision.js';
export { ReviewCooperationRequest, type ReviewCooperationRequestInput } from './review-cooperation-request.js';
export { SubmitCooperationRequest, type SubmitCooperationRequestInput } from './submit-cooperation-request.js';
