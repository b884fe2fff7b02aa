import { Ability, type MatchConditions, type RawRuleOf } from '@casl/ability';
import type { Actor } from './actor.js';
import { FIELD_PATHS, scopeOf } from './fields.js';
import type { Instance } from './instance.js';
import { disclosureFor, disclosureOf, type Disclosure } from './kernel.js';
import { PERMISSIONS, SUBJECTS, grantsFor, type Subject, type Verb, type VerbOf } from './permissions.js';
import type { DisclosureRequest } from './request.js';
import { readsContent } from './roles.js';
import { meetsGrant } from './requirements.js';
import { STANDS_AS } from './standing.js';

/** Case content as one reader may see it: the kernel's answer together with the reader it was made for. */
export interface CaseContent {
  readonly subject: 'CaseContent';
  readonly readerPersonId: string;
  readonly readerAgencyId: string;
  readonly disclosure: Disclosure;
}

type Thing = Instance | CaseContent;
type Holds = (thing: Thing) => boolean;
type Abilities = [Verb, Thing['subject'] | Thing];
type PolicyRule = RawRuleOf<PolicyAbility>;

export type PolicyAbility = Ability<Abilities, Holds>;

const options = {
  // Conditions are functions over instances whose fields are all required.
  conditionsMatcher:
    (holds: Holds): MatchConditions =>
    (thing) =>
      holds(thing as Thing),
  fieldMatcher:
    <Field extends string>(fields: Field[]) =>
    (field: Field): boolean =>
      fields.includes(field),
  detectSubjectType: (thing: Thing) => thing.subject,
  // The library's wildcards are set to words nobody uses, so that no rule becomes one by its name.
  anyAction: '(no wildcard)',
  anySubjectType: '(no wildcard)',
};

// An actor is loaded anew for each request and never changes, so its abilities live and die with it.
const abilities = new WeakMap<Actor, PolicyAbility>();

/** What this actor may do, built from the permission tables. Ask it about instances; a type's name proves nothing. */
export function abilityFor(actor: Actor): PolicyAbility {
  const known = abilities.get(actor);
  if (known !== undefined) return known;
  const ability: PolicyAbility = new Ability<Abilities, Holds>([...verbRules(actor), ...fieldRules(actor)], options);
  abilities.set(actor, ability);
  return ability;
}

/** Whether the actor may do this verb to this very thing. */
export function may<S extends Subject>(actor: Actor, verb: VerbOf<S>, thing: Instance<S>): boolean {
  return abilityFor(actor).can(verb as Verb, thing);
}

/** The kernel's answer in the form in which an ability is asked about fields. */
export function contentFor(request: DisclosureRequest): CaseContent {
  const { personId, agencyId } = request.reader;
  return {
    subject: 'CaseContent',
    readerPersonId: personId,
    readerAgencyId: agencyId,
    disclosure: disclosureFor(request),
  };
}

function verbRules(actor: Actor): PolicyRule[] {
  return SUBJECTS.flatMap((subject) =>
    (Object.keys(PERMISSIONS[subject]) as Verb[]).flatMap((verb) =>
      grantsFor(verb, subject)
        .filter((grant) => meetsGrant(actor, grant))
        .map(({ standing }) => ({
          action: verb,
          subject,
          conditions: (thing: Thing) => thing.subject !== 'CaseContent' && STANDS_AS[standing](actor, thing),
        })),
    ),
  );
}

function fieldRules(actor: Actor): PolicyRule[] {
  if (!readsContent(actor.roles)) return [];
  return FIELD_PATHS.map((path) => ({
    action: 'read',
    subject: 'CaseContent',
    fields: [path],
    conditions: (content: Thing) =>
      content.subject === 'CaseContent' &&
      content.readerPersonId === actor.personId &&
      content.readerAgencyId === actor.agencyId &&
      disclosureOf(content.disclosure, scopeOf(path)).openFields.includes(path),
  }));
}
