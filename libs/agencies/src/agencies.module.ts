import { Module } from '@nestjs/common';
import { AgencyRepository } from './agency.repository.js';
import { ListAgencies } from './list-agencies.js';
import { ReadMe } from './read-me.js';

const parts = [AgencyRepository, ListAgencies, ReadMe];

@Module({ providers: parts, exports: parts })
export class AgenciesModule {}
