import { registerEnumType } from '@nestjs/graphql';
import { DOCUMENT_HOLDERS, DOCUMENT_TYPES, IMMIGRATION_STATUSES, PROCEEDING_KINDS, WEEKDAYS } from '#cases';
import { asEnum } from '#policy';

/** Vocabularies that only the sections of a record use. */
export const DocumentTypeEnum = asEnum(DOCUMENT_TYPES);
export const DocumentHolderEnum = asEnum(DOCUMENT_HOLDERS);
export const WeekdayEnum = asEnum(WEEKDAYS);
export const ImmigrationStatusEnum = asEnum(IMMIGRATION_STATUSES);
export const ProceedingKindEnum = asEnum(PROCEEDING_KINDS);

registerEnumType(DocumentTypeEnum, { name: 'DocumentType' });
registerEnumType(DocumentHolderEnum, { name: 'DocumentHolder' });
registerEnumType(WeekdayEnum, { name: 'Weekday' });
registerEnumType(ImmigrationStatusEnum, { name: 'ImmigrationStatus' });
registerEnumType(ProceedingKindEnum, { name: 'ProceedingKind' });
