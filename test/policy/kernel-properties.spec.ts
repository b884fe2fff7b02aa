import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AGENCY_KINDS,
  CONSENT_STATES,
  FIELD_PATHS,
  PURPOSES,
  PURPOSES_OF_KIND,
  REFERRAL_STATES,
  ROLES,
  SCOPES,
  SCOPES_OF_PURPOSE,
  CEILINGS,
  decide,
  disclosureFor,
  explain,
  type DisclosureRequest,
  type FieldPath,
  type Role,
  type Scope,
} from '#policy';
import { compare, newTally } from './disagreements.js';
import { NOW, OTHER_AGENCY, OWNER_AGENCY, READER, RECIPIENT_AGENCY, after, caseFacts } from './fixtures.js';

const RUNS = { numRuns: 1000 };

const agency = fc.constantFrom(OWNER_AGENCY, RECIPIENT_AGENCY, RECIPIENT_AGENCY, OTHER_AGENCY);
const unit = fc.constantFrom(null, null, 'night', 'day');
const people = fc.subarray([READER, 'person-else']);
/** Instants cluster around now, because that is where rules change. */
const instant = fc.oneof(
  fc.constantFrom(-1, 0, 1, -5 * 60_000, -5 * 60_000 + 1, -86_400_000, -86_400_000 + 1, 86_400_000).map(after),
  fc.integer({ min: -1e10, max: 1e10 }).map(after),
);
const recent = fc.integer({ min: -86_400_000, max: 0 }).map(after);
const past = fc.integer({ min: -1e10, max: 0 }).map(after);
const future = fc.integer({ min: 1, max: 1e10 }).map(after);
const mostly = <T>(usual: T, others: fc.Arbitrary<T>) => fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, others);
const scopes = mostly<Scope[]>([...SCOPES], fc.subarray([...SCOPES]));
const fields = fc.oneof(fc.constant<FieldPath[]>([]), fc.subarray([...FIELD_PATHS]));

const requests: fc.Arbitrary<DisclosureRequest> = fc
  .constantFrom(...AGENCY_KINDS)
  .chain((kind) => fc.tuple(fc.constant(kind), fc.constantFrom(...PURPOSES_OF_KIND[kind], ...PURPOSES)))
  .chain(([kind, purpose]) =>
    fc.record({
      reader: fc.record({
        personId: fc.constant(READER),
        agencyId: agency,
        agencyKind: fc.constant(kind),
        unitId: unit,
        roles: mostly<Role[]>(['SUPERVISOR'], fc.subarray([...ROLES])),
        stepUpAt: mostly(NOW as Date | null, fc.oneof(instant, fc.constant(null))),
      }),
      case: fc.record({
        ownerAgencyId: fc.constant(OWNER_AGENCY),
        jurisdictionForbidsIdentity: mostly(false, fc.boolean()),
        assignedPersonIds: people,
        conflictedPersonIds: mostly([] as string[], people),
      }),
      referral: fc.option(
        fc.record({
          state: mostly('ACCEPTED', fc.constantFrom(...REFERRAL_STATES)),
          purpose: fc.constant(purpose),
          recipientAgencyId: mostly(RECIPIENT_AGENCY, agency),
          recipientUnitId: mostly(null as string | null, unit),
        }),
        { freq: 10 },
      ),
      consent: fc.option(
        fc.record({
          id: fc.constant('consent-1'),
          state: mostly('ACTIVE', fc.constantFrom(...CONSENT_STATES)),
          recipientAgencyId: mostly(RECIPIENT_AGENCY, agency),
          recipientUnitId: mostly(null as string | null, unit),
          namedPersonId: fc.constantFrom(READER, 'person-else', null),
          purpose: mostly(purpose, fc.constantFrom(...PURPOSES)),
          scopes,
          excludedFields: fields,
          validFrom: fc.oneof(past, instant),
          expiresAt: fc.oneof(future, instant),
        }),
        { freq: 10 },
      ),
      agreement: fc.option(
        fc.record({
          scopes,
          purposes: mostly([...PURPOSES], fc.subarray([...PURPOSES])),
          expiresAt: fc.oneof(future, instant),
          active: mostly(true, fc.boolean()),
        }),
        { freq: 10 },
      ),
      emergency: fc.option(
        fc.record({
          id: fc.constant('emergency-1'),
          open: mostly(true, fc.boolean()),
          readerPersonIds: people,
          fields,
          opensAt: fc.oneof(recent, instant),
          expiresAt: fc.oneof(future, instant),
        }),
        { freq: 2 },
      ),
      at: fc.constant(NOW),
    }),
  );

function openFields(request: DisclosureRequest): ReadonlySet<FieldPath> {
  return new Set(disclosureFor(request).flatMap((entry) => entry.openFields));
}

function opensNothingNew(before: DisclosureRequest, change: DisclosureRequest): boolean {
  const wasOpen = openFields(before);
  return [...openFields(change)].every((path) => wasOpen.has(path));
}

/** The same question, which refuses to be asked for anything that is not among its facts. */
function watched<T extends object>(facts: T): T {
  if (facts instanceof Date) return facts;
  return new Proxy(facts, {
    get(target, key): unknown {
      if (!(key in target)) throw new Error(`${String(key)} is no fact`);
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'object' && value !== null ? watched(value) : value;
    },
  });
}

describe('the kernel, on random questions', () => {
  it('agrees with the oracle', () => {
    const tally = newTally();
    fc.assert(
      fc.property(requests, (request) => {
        compare(request, tally);
      }),
      { numRuns: 10_000 },
    );
    expect(tally.disagreements).toEqual([]);
    // The questions are worth asking: each kind of answer comes up often.
    expect(Math.min(...Object.values(tally.states))).toBeGreaterThan(500);
  });

  it('opens nothing when a scope is taken from the consent, the agreement or an emergency', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...SCOPES), (request, scope) => {
        const without = <T extends { readonly scopes: readonly Scope[] }>(facts: T | null) =>
          facts && { ...facts, scopes: facts.scopes.filter((each) => each !== scope) };
        const { consent, agreement, emergency } = request;
        expect(opensNothingNew(request, { ...request, consent: without(consent) })).toBe(true);
        expect(opensNothingNew(request, { ...request, agreement: without(agreement) })).toBe(true);
        const fewer = emergency && { ...emergency, fields: emergency.fields.filter((path) => !path.startsWith(scope)) };
        expect(opensNothingNew(request, { ...request, emergency: fewer })).toBe(true);
      }),
      RUNS,
    );
  });

  it('opens nothing when a role, a fact or the step-up is taken away, or a field or a person shut out', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...ROLES), fc.constantFrom(...FIELD_PATHS), (request, role, path) => {
        const { reader, case: file, consent } = request;
        const changes: DisclosureRequest[] = [
          { ...request, reader: { ...reader, roles: reader.roles.filter((each) => each !== role) } },
          { ...request, reader: { ...reader, stepUpAt: null } },
          { ...request, consent: null },
          { ...request, agreement: null },
          { ...request, emergency: null },
          { ...request, consent: consent && { ...consent, excludedFields: [...consent.excludedFields, path] } },
          { ...request, case: { ...file, assignedPersonIds: [] } },
          { ...request, case: { ...file, conflictedPersonIds: [...file.conflictedPersonIds, READER] } },
          { ...request, case: { ...file, jurisdictionForbidsIdentity: true } },
        ];
        for (const change of changes) expect(opensNothingNew(request, change)).toBe(true);
      }),
      RUNS,
    );
  });

  it('closes everything a consent opened at the very instant of its expiry and ever after', () => {
    fc.assert(
      fc.property(requests, fc.integer({ min: 0, max: 1e12 }), (request, later) => {
        if (request.consent === null) return;
        const { expiresAt } = request.consent;
        const releases = disclosureFor({ ...request, at: new Date(expiresAt.getTime() + later) }).flatMap(
          (entry) => entry.releases,
        );
        expect(releases.filter(({ basis }) => basis.kind === 'CONSENT')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('opens nothing without a basis that exists', () => {
    fc.assert(
      fc.property(requests, (request) => {
        for (const { state, reason, openFields: open, basis, releases } of disclosureFor(request)) {
          expect(state === 'WITHHELD').toBe(open.length === 0);
          expect(state === 'OPEN').toBe(reason === null);
          expect(basis).toEqual(releases[0]?.basis ?? null);
          expect(releases.flatMap((release) => release.fields).sort()).toEqual([...open].sort());
          for (const { basis: each } of releases) {
            expect([each.consentId, each.emergencyId]).toEqual(
              {
                OWNER: [null, null],
                CONSENT: [request.consent?.id, null],
                EMERGENCY: [null, request.emergency?.id],
              }[each.kind],
            );
            expect(each.expiresAt === null || each.expiresAt > NOW).toBe(true);
            expect(each.kind === 'OWNER').toBe(each.expiresAt === null);
          }
        }
      }),
      RUNS,
    );
  });

  it('never passes a ceiling or the need of a purpose on consent', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const byConsent = disclosureFor(request).filter((entry) => entry.basis?.kind === 'CONSENT');
        for (const { scope } of byConsent) {
          const purpose = request.referral?.purpose ?? 'INTERPRETATION';
          expect([...CEILINGS[request.reader.agencyKind]]).toContain(scope);
          expect([...SCOPES_OF_PURPOSE[purpose]]).toContain(scope);
        }
      }),
      RUNS,
    );
  });

  it('answers a field and its scope alike, and explains exactly that', () => {
    fc.assert(
      fc.property(requests, fc.constantFrom(...SCOPES), (request, scope) => {
        const whole = disclosureFor(request).find((entry) => entry.scope === scope);
        const explanation = explain(request, scope);
        expect(explanation.disclosure).toEqual(whole);
        for (const path of FIELD_PATHS.filter((each) => each.startsWith(`${scope}.`))) {
          const decision = decide(request, path);
          expect(decision.open).toBe(whole?.openFields.includes(path));
          const firstShut = explanation.gates.find((verdict) => verdict.shutFields.includes(path));
          const emergency = explanation.emergencyFields.includes(path);
          expect(decision.open).toBe(firstShut === undefined || emergency);
          if (!decision.open) expect(decision.reason).toBe(firstShut?.reason);
          else if (firstShut !== undefined) expect(decision.basis.kind).toBe('EMERGENCY');
          else expect(decision.basis.kind).not.toBe('EMERGENCY');
        }
      }),
      RUNS,
    );
  });

  it('reads no more than the facts it declares, so that no value can sway it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        expect(disclosureFor(watched(request))).toEqual(disclosureFor(request));
      }),
      RUNS,
    );
    expect(() => Reflect.get(watched(caseFacts()), 'legalName') as unknown).toThrow();
  });

  it('stays shut on a broken clock', () => {
    fc.assert(
      fc.property(requests, (request) => {
        fc.pre(request.reader.agencyId !== OWNER_AGENCY);
        expect([...openFields({ ...request, at: new Date(Number.NaN) })]).toEqual([]);
      }),
      RUNS,
    );
  });
});
