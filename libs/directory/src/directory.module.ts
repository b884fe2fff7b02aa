import { Module } from '@nestjs/common';
import { FindServices } from './find-services.js';

@Module({ providers: [FindServices], exports: [FindServices] })
export class DirectoryModule {}
