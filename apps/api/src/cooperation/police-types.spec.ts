import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { grantsFor, meetsRequirement, OPERATIONS, ROLES, type Actor, type Operation, type Role } from '#policy';
import { features } from '../features.js';
import { buildApiSchema } from '../graphql/schema.js';

const operations = Object.keys(OPERATIONS) as Operation[];
const withRoles = (roles: readonly Role[]): Pick<Actor, 'roles' | 'agencyKind'> => ({
  roles,
  agencyKind: 'LAW_ENFORCEMENT',
});
const open = (operation: Operation, roles: readonly Role[]): boolean => {
  const { verb, subject } = OPERATIONS[operation];
  return grantsFor(verb, subject).length > 0 && meetsRequirement(withRoles(roles), verb as never, subject);
};

const telltale =
  /address|street|postcode|place|location|phone|channel|contact(?!Mode)|shelter|bed|health|medic|condition(?!s$)|allerg/i;

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildApiSchema(features);
});

/** Every type that an answer to these operations can hold. */
function reachable(named: readonly string[]): Set<GraphQLNamedType> {
  const seen = new Set<GraphQLNamedType>();
  const visit = (type: GraphQLNamedType): void => {
    if (seen.has(type)) return;
    seen.add(type);
    if (isUnionType(type) || isInterfaceType(type)) schema.getPossibleTypes(type).forEach(visit);
    if (!isObjectType(type) && !isInterfaceType(type)) return;
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  for (const root of roots) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      if (named.includes(field.name)) visit(getNamedType(field.type));
    }
  }
  return seen;
}

function fieldNames(types: Iterable<GraphQLNamedType>): string[] {
  return [...types].flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
      : [],
  );
}

describe('what the API has for the police', () => {
  it('is this and no more for a liaison', () => {
    expect(operations.filter((operation) => open(operation, ['LIAISON'])).sort()).toEqual([
      'agencies',
      'answerPurge',
      'cooperationRequest',
      'cooperationRequests',
      'markNotificationsRead',
      'me',
      'notificationArrived',
      'notifications',
      // Which the database leaves empty for them: services would tell where the shelters are.
      'services',
      'submitCooperationRequest',
    ]);
  });

  it('lists no case, referral, placement or bed, whatever role somebody is given there', () => {
    const caring: readonly string[] = ['Case', 'Referral', 'Placement', 'Beds', 'Disclosure', 'Emergency'];
    const found = operations.filter(
      (operation) => caring.includes(OPERATIONS[operation].subject) && open(operation, ROLES),
    );
    expect(found).toEqual([]);
  });

  it('holds no field for an address, a phone, a shelter or health, through any role that police can have', () => {
    const types = reachable(operations.filter((operation) => open(operation, ROLES)));
    const names = fieldNames(types);
    // The walk has really been somewhere.
    expect(names).toEqual(expect.arrayContaining(['PoliceCooperationRequest.answer', 'CooperationAnswer.status']));
    expect(names.filter((name) => telltale.test(name.slice(name.indexOf('.') + 1)))).toEqual([]);
  });

  it('would notice such a field', () => {
    for (const name of [
      'address',
      'phoneNumber',
      'shelterName',
      'healthNotes',
      'safeContact',
      'location',
      'bedCategory',
    ]) {
      expect(name).toMatch(telltale);
    }
  });

  it('answers a cooperation request with these fields, none of which moves with the agency’s work', () => {
    const own = schema.getType('PoliceCooperationRequest');
    if (!isObjectType(own)) throw new Error('The schema has no PoliceCooperationRequest.');
    const seen = new Set<GraphQLNamedType>();
    const visit = (type: GraphQLNamedType): void => {
      if (seen.has(type) || !isObjectType(type)) return;
      seen.add(type);
      for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
    };
    visit(own);
    expect(fieldNames(seen).sort()).toEqual([
      'AgencyName.id',
      'AgencyName.kind',
      'AgencyName.name',
      'CooperationAnswer.arrangement',
      'CooperationAnswer.releasedAt',
      'CooperationAnswer.status',
      'CooperationArrangement.conditions',
      'CooperationArrangement.contactMode',
      'CooperationArrangement.endsAt',
      'CooperationArrangement.startsAt',
      'CooperationArrangement.venue',
      'PoliceCooperationRequest.answer',
      'PoliceCooperationRequest.answerAt',
      'PoliceCooperationRequest.asked',
      'PoliceCooperationRequest.askedAgency',
      'PoliceCooperationRequest.contactModes',
      'PoliceCooperationRequest.id',
      'PoliceCooperationRequest.matter',
      'PoliceCooperationRequest.reference',
      'PoliceCooperationRequest.submittedAt',
    ]);
    const status = schema.getType('PoliceAnswer');
    if (!isEnumType(status)) throw new Error('The schema has no PoliceAnswer.');
    expect(status.getValues().map(({ name }) => name)).toEqual(['ARRANGED', 'NO_INFORMATION_AVAILABLE', 'PENDING']);
  });

  it('takes nothing by which a list could be narrowed to how a request stands', () => {
    const list = schema.getQueryType()?.getFields()['cooperationRequests'];
    expect(list?.args.map(({ name }) => name).sort()).toEqual(['after', 'first']);
    expect(isCompositeType(getNamedType(list?.type))).toBe(true);
  });
});
