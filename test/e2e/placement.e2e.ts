import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoId } from '../../apps/api/src/demo/demo-ids.js';
import { type Caller, eventually } from '../support/caller.js';
import * as ops from '../support/operations.js';
import { Product, queueBackends } from '../support/product.js';
import { captured, newCase } from '../support/survivor.js';

const placement = `id side state caseAlias version offers { id state heldUntil referralId version shelter { id } beds { id } }`;
const publish = `mutation ($input: PublishBedsInput!) { publishBeds(input: $input) { id free capacity occupied held } }`;
const beds = `query { beds { edges { node { id free capacity occupied held shelter { id } } } } }`;
const request = `mutation ($input: RequestPlacementInput!) { requestPlacement(input: $input) { ${placement} } }`;
const list = `query ($side: PlacementSide!) { placementRequests(side: $side) { edges { node { ${placement} } } } }`;
const answer = (name: string, type: string): string =>
  `mutation ($input: ${type}!) { ${name}(input: $input) { ${placement} } }`;
const accept = answer('acceptPlacement', 'AcceptPlacementInput');
const confirm = answer('confirmPlacement', 'ConfirmPlacementInput');

interface Offer {
  readonly id: string;
  readonly state: string;
  readonly referralId: string | null;
  readonly shelter: { readonly id: string };
}
interface Placement {
  readonly id: string;
  readonly state: string;
  readonly offers: readonly Offer[];
}
interface Beds {
  readonly id: string;
  readonly free: number;
  readonly occupied: number;
  readonly held: number;
}
type Listed<Node> = Record<string, { readonly edges: readonly { readonly node: Node }[] }>;
const nodes = <Node>(listed: Listed<Node>): Node[] =>
  Object.values(listed).flatMap(({ edges }) => edges.map(({ node }) => node));

describe.each(queueBackends())('an NGO finds a survivor a bed (queues on %s)', (backend) => {
  let product: Product;
  let mira: Caller;
  let jasna: Caller;
  let halyna: Caller;
  let obalaBeds: string;
  let zatyshokBeds: string;
  const obala = demoId('obala');
  const zatyshok = demoId('zatyshok');

  const publishBeds = async (by: Caller, capacity: number): Promise<string> => {
    const input = {
      suits: ['WOMEN'],
      accessibility: [],
      languages: ['SR'],
      securityLevel: 'PROTECTED',
      areaBand: 'SAME_REGION',
      capacity,
    };
    return (await by.ask<{ publishBeds: Beds }>(publish, { input })).publishBeds.id;
  };
  const counts = async (by: Caller, category: string): Promise<Beds | undefined> =>
    nodes(await by.ask<Listed<Beds>>(beds)).find(({ id }) => id === category);
  const open = async (): Promise<string> =>
    (await mira.ask<{ openCase: { id: string } }>(ops.openCase, { input: newCase })).openCase.id;
  const ask = async (caseId: string, shelters: string[]): Promise<Placement> =>
    (
      await mira.ask<{ requestPlacement: Placement }>(request, {
        input: { caseId, shelterAgencyIds: shelters, serviceType: 'SHELTER' },
      })
    ).requestPlacement;
  const seenBy = async (shelter: Caller): Promise<Placement[]> =>
    nodes(await shelter.ask<Listed<Placement>>(list, { side: 'SHELTER' }));
  const offerOf = (request: Placement, shelterId: string): string => {
    const offer = request.offers.find(({ shelter }) => shelter.id === shelterId);
    if (offer === undefined) throw new Error('This shelter was not asked.');
    return offer.id;
  };

  beforeAll(async () => {
    product = await Product.start(backend);
    [mira, jasna, halyna] = (await Promise.all(
      ['mira@lantern', 'jasna@obala', 'halyna@zatyshok'].map((key) => product.signIn(key)),
    )) as [Caller, Caller, Caller];
    obalaBeds = await publishBeds(jasna, 3);
    zatyshokBeds = await publishBeds(halyna, 1);
  });
  afterAll(() => product.stop());

  it('asks two shelters blindly, holds a bed in each, confirms one and releases the other', async () => {
    const caseId = await open();
    const asked = await ask(caseId, [obala, zatyshok]);
    for (const [shelter, id] of [
      [jasna, obala],
      [halyna, zatyshok],
    ] as const) {
      const [seen] = await seenBy(shelter);
      expect(seen?.offers.map(({ shelter: { id: shown } }) => shown)).toEqual([id]);
    }
    await jasna.ask(accept, { input: { offerId: offerOf(asked, obala), bedCategoryId: obalaBeds } });
    await halyna.ask(accept, { input: { offerId: offerOf(asked, zatyshok), bedCategoryId: zatyshokBeds } });
    expect(await counts(jasna, obalaBeds)).toMatchObject({ free: 2, held: 1 });
    expect(await counts(halyna, zatyshokBeds)).toMatchObject({ free: 0, held: 1 });

    const { recordConsent } = await mira.ask<{ recordConsent: { id: string } }>(ops.recordConsent, {
      input: {
        caseId,
        recipientAgencyId: obala,
        purpose: 'SHELTER',
        scopes: ['IDENTITY', 'HEALTH', 'RISK'],
        ...captured,
      },
    });
    const { confirmPlacement } = await mira.ask<{ confirmPlacement: Placement }>(confirm, {
      input: {
        offerId: offerOf(asked, obala),
        consentId: recordConsent.id,
        handOff: 'ACCOMPANIED',
        meetingPoint: 'NEUTRAL_PUBLIC_PLACE',
      },
    });
    expect(confirmPlacement.state).toBe('CONFIRMED');
    expect(await counts(halyna, zatyshokBeds)).toMatchObject({ free: 1, held: 0 });
    expect(await seenBy(halyna)).toEqual([]);
    expect(
      await halyna.refusal(accept, { input: { offerId: offerOf(asked, zatyshok), bedCategoryId: zatyshokBeds } }),
    ).toBe('NOT_FOUND');

    const [mine] = await seenBy(jasna);
    const referralId = mine?.offers[0]?.referralId;
    const { referral } = await jasna.ask<{ referral: { state: string; record: Record<string, unknown> } }>(
      ops.readReferral,
      { id: referralId },
    );
    expect(referral.state).toBe('ACCEPTED');
    expect(referral.record).toMatchObject({
      identity: { legalName: 'Jovana Testić' },
      health: { conditions: ['Asthma'] },
      risk: { safetyPlan: 'Only by the back gate.' },
      legal: null,
      account: null,
      location: null,
      family: null,
    });

    const offerId = offerOf(asked, obala);
    await jasna.ask(answer('recordArrival', 'RecordArrivalInput'), { input: { offerId } });
    expect(await counts(jasna, obalaBeds)).toMatchObject({ free: 2, held: 0, occupied: 1 });
    await jasna.ask(answer('recordDeparture', 'RecordDepartureInput'), {
      input: { offerId, outcome: 'SERVICE_COMPLETED' },
    });
    expect(await counts(jasna, obalaBeds)).toMatchObject({ free: 3, held: 0, occupied: 0 });
  });

  it('gives the last bed to exactly one of two that ask at the same instant', async () => {
    const requests = await Promise.all([ask(await open(), [zatyshok]), ask(await open(), [zatyshok])]);
    const codes = await Promise.all(
      requests.map((each) =>
        halyna.refusal(accept, { input: { offerId: offerOf(each, zatyshok), bedCategoryId: zatyshokBeds } }),
      ),
    );
    expect(codes.sort()).toEqual(['BED_NO_LONGER_AVAILABLE', null].sort());
    expect(await counts(halyna, zatyshokBeds)).toMatchObject({ free: 0, held: 1 });
  });

  it('gives three beds to exactly three of fifty that ask at the same instant', async () => {
    const caseId = await open();
    const requests = [];
    for (let nth = 0; nth < 50; nth += 1) requests.push(await ask(caseId, [obala]));
    const codes = await Promise.all(
      requests.map((each) =>
        jasna.refusal(accept, { input: { offerId: offerOf(each, obala), bedCategoryId: obalaBeds } }),
      ),
    );
    expect(codes.filter((code) => code === null)).toHaveLength(3);
    expect(codes.filter((code) => code === 'BED_NO_LONGER_AVAILABLE')).toHaveLength(47);
    expect(await counts(jasna, obalaBeds)).toMatchObject({ free: 0, held: 3 });
  });

  it('lets a hold that nobody confirms lapse', async () => {
    await product.sql(`update app.placement_offer set held_until = now() - interval '1 second' where state = 'HELD'`);
    await eventually(async () => {
      expect(await counts(jasna, obalaBeds)).toMatchObject({ free: 3, held: 0 });
      expect(await counts(halyna, zatyshokBeds)).toMatchObject({ free: 1, held: 0 });
    });
  });
});
