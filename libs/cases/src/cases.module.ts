import { Module } from '@nestjs/common';
import { CaseAliases } from './case-aliases.js';
import { CaseReader } from './case-reader.js';
import { DataKeys } from './data-keys.js';
import { RecordReader } from './record-reader.js';
import { SealedSections } from './sealed-sections.js';

const providers = [CaseReader, CaseAliases, DataKeys, SealedSections, RecordReader];

@Module({ providers, exports: providers })
export class CasesModule {}
