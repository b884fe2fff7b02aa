import { Module } from '@nestjs/common';
import { CaseAliases } from './case-aliases.js';
import { CaseReader } from './case-reader.js';
import { CaseViews } from './case-views.js';
import { DataKeys } from './data-keys.js';
import { ListCases } from './list-cases.js';
import { OpenCase } from './open-case.js';
import { ReadCase } from './read-case.js';
import { ReadLedger } from './read-ledger.js';
import { RecordReader } from './record-reader.js';
import { RecordWriter } from './record-writer.js';
import { SealedSections } from './sealed-sections.js';
import { UpdateCase } from './update-case.js';

const offered = [
  CaseReader,
  CaseAliases,
  DataKeys,
  RecordReader,
  OpenCase,
  UpdateCase,
  ListCases,
  ReadCase,
  ReadLedger,
];

@Module({ providers: [...offered, SealedSections, RecordWriter, CaseViews], exports: offered })
export class CasesModule {}
