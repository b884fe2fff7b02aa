import { Agency } from './agency.entity.js';
import { Agreement } from './agreement.entity.js';
import { Membership } from './membership.entity.js';
import { Person } from './person.entity.js';
import { Service } from './service.entity.js';
import { Unit } from './unit.entity.js';

export { AgenciesModule } from './agencies.module.js';
export { AgencyRepository, type AgencyFilter } from './agency.repository.js';
export type { AgencyView, AgreementView, MeView, ServiceView } from './agency-views.js';
export type { AgreementStatus } from './agreement.entity.js';
export { ListAgencies, type ListAgenciesInput } from './list-agencies.js';
export type { PersonStatus } from './person.entity.js';
export { ReadMe } from './read-me.js';
export { Agency, Agreement, Membership, Person, Service, Unit };

export const agencyEntities = [Agency, Agreement, Membership, Person, Service, Unit];
