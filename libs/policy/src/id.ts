/** A UUID that remembers what it identifies, so that a case's id cannot be passed where a person's is asked for. */
export type Id<Of extends string> = string & { readonly of: Of };

export type AgencyId = Id<'Agency'>;
export type UnitId = Id<'Unit'>;
export type PersonId = Id<'Person'>;
export type SessionId = Id<'Session'>;
export type CaseId = Id<'Case'>;
export type ConsentId = Id<'Consent'>;
export type ReferralId = Id<'Referral'>;
export type EmergencyId = Id<'EmergencyDisclosure'>;
