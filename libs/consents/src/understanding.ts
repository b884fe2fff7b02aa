/** What the survivor must have understood before a consent counts; each was explained and said back. */
export const UNDERSTANDINGS = ['RISKS', 'ALTERNATIVES', 'SERVICE_DOES_NOT_DEPEND_ON_THIS', 'HOW_TO_WITHDRAW'] as const;
export type Understanding = (typeof UNDERSTANDINGS)[number];

/** The wordings of the consent statement that may have been read out or signed, newest first. */
export const STATEMENT_VERSIONS = ['2026-1'] as const;
export type StatementVersion = (typeof STATEMENT_VERSIONS)[number];
