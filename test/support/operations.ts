/** What the journeys ask of the API, in the words of its schema. */

export const needsCard = `needsCard { householdSize composition ageBand gender languages interpreter accessibility areaBand
  riskLevel urgency exclusions services }`;

const record = `record {
  identity { legalName preferredName dateOfBirth nationalities photo { contentType data } }
  contact { doNotContact channels { type value safe } }
  location { areaNote }
  health { conditions notes }
  legal { immigrationStatus }
  account { narrative }
  risk { safetyPlan assessments { level } }
  family { nextOfKin { name } }
  support { carePlan }
  disclosure { scope state reason openFields basis { kind consentId expiresAt } }
}`;

export const referralFields = `id kind serviceType purpose urgency state version caseAlias caseId
  sender { id name kind } recipient { id name kind } ${needsCard}
  acknowledgeBy decideBy acknowledgedAt decidedAt closedAt outcome rejectReason
  consent { id state scopes excludedFields expiresAt withdrawnAt }
  purgeRequest { id requestedAt dueAt answer legalBasis answeredAt }`;

export const openCase = `mutation ($input: OpenCaseInput!) { openCase(input: $input) { id caseCode version ${needsCard} } }`;
export const updateCase = `mutation ($input: UpdateCaseInput!) { updateCase(input: $input) { id version } }`;
export const readCase = `query ($id: UUID!) { case(id: $id) { id caseCode version riskLevel ${record} } }`;
export const listCases = `query { cases { edges { node { id caseCode } } } }`;
export const recordConsent = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id state scopes excludedFields expiresAt } }`;
export const withdrawConsent = `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { id state withdrawnAt } }`;
export const preview = `query ($input: DisclosurePreviewInput!) { disclosurePreview(input: $input) {
  ${needsCard} disclosure { scope state reason openFields } } }`;
export const explain = `query ($referralId: UUID!, $scope: Scope!) { explainDisclosure(referralId: $referralId, scope: $scope) {
  disclosure { state reason } conjuncts { name holds } } }`;
export const sendReferral = `mutation ($input: SendReferralInput!) { sendReferral(input: $input) { ${referralFields} } }`;
export const inbox = `query { referralInbox { edges { node { ${referralFields} } } } }`;
export const outbox = `query { referralOutbox { edges { node { ${referralFields} } } } }`;
export const readReferral = `query ($id: UUID!) { referral(id: $id) { ${referralFields} ${record} } }`;
export const move = (name: string): string =>
  `mutation ($input: ${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input!) { ${name}(input: $input) { ${referralFields} } }`;
export const referralChanged = `subscription { referralChanged { id state ${needsCard} purgeRequest { id } } }`;
export const notifications = `query { notifications { edges { node { id kind readAt objectId } } } }`;
export const notificationArrived = `subscription { notificationArrived { id kind objectId } }`;
export const ledger = `query ($caseId: UUID!) { disclosureLedger(caseId: $caseId) { edges { node {
  id at reader { id displayName } readerAgency { id name } referralId fields purpose basis basisId } } } }`;
export const auditTrail = `query { auditTrail(first: 100) { edges { node { action objectType objectId outcome code } } } }`;
