import { Injectable } from '@nestjs/common';
import {
  fieldPathsOf,
  may,
  NotFound,
  ofCase,
  preview,
  SERVICE_TYPES,
  type Actor,
  type FieldPath,
  type Purpose,
  type ScopeDisclosure,
} from '#policy';
import { needsCardInputSchema, type NeedsCard } from '#cases';
import { Database, parseInput, type ReadTx } from '#platform/database';
import { z } from 'zod';
import { needsCardOf } from './needs-card-snapshot.js';
import { ReferralReader } from './referral-reader.js';
import type { Party } from './referral-view.js';
import { previewOf, type ReferralPlan, SendTermsReader } from './send-terms.js';

const previewInput = z
  .strictObject({
    /** A draft; then the rest is the draft's. */
    draftId: z.guid().nullish(),
    caseId: z.guid().nullish(),
    recipientAgencyId: z.guid().nullish(),
    recipientUnitId: z.guid().nullish(),
    serviceType: z.enum(SERVICE_TYPES).nullish(),
    consentId: z.guid().nullish(),
    needsCard: needsCardInputSchema.nullish(),
  })
  .transform(({ draftId, caseId, recipientAgencyId, serviceType, ...given }, issues) => {
    if (draftId != null) return { ...given, draftId };
    if (caseId != null && recipientAgencyId != null && serviceType != null) {
      return { ...given, draftId: null, caseId, recipientAgencyId, serviceType };
    }
    const path = caseId == null ? 'caseId' : recipientAgencyId == null ? 'recipientAgencyId' : 'serviceType';
    issues.addIssue({ code: 'custom', path: [path], message: 'is required unless a draft is looked at' });
    return z.NEVER;
  });
export type DisclosurePreviewInput = z.input<typeof previewInput>;
type Asked = z.output<typeof previewInput>;

interface Planned extends ReferralPlan {
  /** The draft's; null if there is no draft. */
  readonly needsCard: NeedsCard | null;
}

/** One scope as the recipient will find it, without a single value. */
export interface PreviewedScope extends ScopeDisclosure {
  readonly withheldFields: readonly FieldPath[];
}

export interface DisclosurePreview {
  readonly recipient: Party;
  readonly purpose: Purpose;
  /** The consent it was worked out with; null if there is none that fits. */
  readonly consentId: string | null;
  /** Seen from the moment it is sent. */
  readonly needsCard: NeedsCard;
  /** Seen from the moment it is accepted; all nine scopes. */
  readonly disclosure: readonly PreviewedScope[];
}

/** What the recipient would see, worked out before anything is sent by the function that will then show it. */
@Injectable()
export class PreviewDisclosure {
  constructor(
    private readonly database: Database,
    private readonly reader: ReferralReader,
    private readonly terms: SendTermsReader,
  ) {}

  /** @throws NotFound for a case, draft or recipient that the actor cannot know of */
  async execute(actor: Actor, input: DisclosurePreviewInput): Promise<DisclosurePreview> {
    const asked = parseInput(previewInput, input);
    return this.database.read(actor, async (tx) => {
      const plan = await this.planOf(tx, actor, asked);
      const terms = await this.terms.of(tx, plan, false);
      if (!may(actor, 'preview', ofCase('Disclosure', terms.file))) throw new NotFound();
      const request = previewOf(terms, await tx.now());
      if (request === null || terms.recipient === null) throw new NotFound();
      return {
        recipient: terms.recipient,
        purpose: terms.purpose,
        consentId: terms.consent?.id ?? null,
        needsCard: needsCardOf(terms.file, asked.needsCard ?? plan.needsCard ?? terms.file.needsCard),
        disclosure: preview(request).map(withWithheldFields),
      };
    });
  }

  private async planOf(tx: ReadTx, actor: Actor, asked: Asked): Promise<Planned> {
    if (asked.draftId === null) return { ...asked, needsCard: null };
    const draft = await this.reader.find(tx, actor, asked.draftId);
    return { ...draft, consentId: asked.consentId ?? null };
  }
}

function withWithheldFields(disclosure: ScopeDisclosure): PreviewedScope {
  const { scope, openFields } = disclosure;
  return { ...disclosure, withheldFields: fieldPathsOf(scope).filter((path) => !openFields.includes(path)) };
}
