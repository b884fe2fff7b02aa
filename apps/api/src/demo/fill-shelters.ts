import type { INestApplicationContext } from '@nestjs/common';
import { ListCases } from '#cases';
import { ReviewCooperationRequest, SubmitCooperationRequest } from '#cooperation';
import { PublishBeds, type PublishBedsInput, RequestPlacement } from '#placements';
import { demoActor } from './demo-actors.js';

const beds: readonly (PublishBedsInput & { readonly by: string })[] = [
  {
    by: 'jasna@obala',
    suits: ['WOMEN'],
    languages: ['SR', 'EN'],
    securityLevel: 'PROTECTED',
    areaBand: 'SAME_REGION',
    capacity: 3,
  },
  {
    by: 'jasna@obala',
    suits: ['FAMILIES'],
    languages: ['SR', 'EN', 'UK'],
    securityLevel: 'DISCREET',
    areaBand: 'SAME_REGION',
    capacity: 2,
  },
  {
    by: 'halyna@zatyshok',
    suits: ['WOMEN', 'FAMILIES'],
    languages: ['UK', 'RU'],
    securityLevel: 'DISCREET',
    areaBand: 'ANOTHER_COUNTRY',
    capacity: 4,
  },
  {
    by: 'salma@sakina',
    suits: ['WOMEN'],
    languages: ['AR', 'EN'],
    securityLevel: 'PROTECTED',
    areaBand: 'SAME_CITY',
    capacity: 5,
  },
];

/** Beds, one blind request that two shelters are asked about, and two questions from the police. */
export async function fillShelters(app: INestApplicationContext): Promise<void> {
  for (const { by, ...input } of beds) {
    await app.get(PublishBeds).execute(demoActor(by), { accessibility: ['STEP_FREE_ACCESS'], ...input });
  }
  const mira = demoActor('mira@lantern');
  const { edges } = await app.get(ListCases).execute(mira, {});
  const [newest] = edges;
  if (newest === undefined) throw new Error('The demo network has no case to find a bed for.');
  await app.get(RequestPlacement).execute(mira, {
    caseId: newest.node.id,
    shelterAgencyIds: [demoActor('jasna@obala').agencyId, demoActor('halyna@zatyshok').agencyId],
    serviceType: 'SHELTER',
    urgency: 'EMERGENCY',
  });
  const nikola = demoActor('nikola@police');
  const asked = await app.get(SubmitCooperationRequest).execute(nikola, {
    agencyId: mira.agencyId,
    reference: 'BR-0000/26',
    asked: ['INITIAL_CONVERSATION'],
    matter: 'A witness to recruitment at the bus station in spring, believed to be in touch with an organisation.',
    contactModes: ['ADVOCATE_RELAY_CALL', 'MEETING_AT_NEUTRAL_VENUE'],
  });
  await app.get(ReviewCooperationRequest).execute(demoActor('ljilja@lantern'), {
    id: asked.id,
    finding: 'OWN_CASE',
    caseId: newest.node.id,
  });
  await app.get(SubmitCooperationRequest).execute(demoActor('tamara@police'), {
    agencyId: demoActor('oksana@kalyna').agencyId,
    reference: 'BR-0001/26',
    asked: ['RETURN_OF_BELONGINGS'],
    matter: 'A suitcase was found that may belong to somebody the network supports.',
    contactModes: ['WRITTEN_QUESTIONS'],
  });
}
