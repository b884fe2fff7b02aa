import type { AgencyKind, Purpose, Role, Scope, ServiceType } from '#policy';

export interface ServiceView {
  readonly id: string;
  readonly type: ServiceType;
  readonly name: string;
  readonly languages: readonly string[];
}

/** What the reader's own agency signed with another one, as far as it is in force. */
export interface AgreementView {
  readonly id: string;
  readonly purposes: readonly Purpose[];
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date;
}

export interface AgencyView {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly jurisdiction: string;
  readonly timeZone: string;
  readonly languages: readonly string[];
  readonly createdAt: Date;
  readonly services: readonly ServiceView[];
  /** Under which the reader's agency may disclose to this one. */
  readonly agreements: readonly AgreementView[];
}

export interface MeView {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: string;
  readonly roles: readonly Role[];
  readonly agency: {
    readonly id: string;
    readonly name: string;
    readonly kind: AgencyKind;
    readonly jurisdiction: string;
    readonly timeZone: string;
    readonly languages: readonly string[];
  };
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly stepUpAt: Date | null;
}
