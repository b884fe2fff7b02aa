import { ApolloArmor } from '@escape.tech/graphql-armor';
import { GraphQLError, type ParseOptions, type ValidationContext, type ValidationRule } from 'graphql';
import { QueryTooComplex } from '../request-errors.js';

/**
 * How much one query may ask for. Every field of the fullest list, a page of twenty referrals with all that a record can hold,
 * takes 244 tokens, 8 levels and a cost of 3,480; one list of a hundred inside another costs more than 10,000.
 */
export const LIMITS = {
  characters: 32_768,
  comments: 100,
  tokens: 1_000,
  depth: 10,
  aliases: 15,
  directives: 5,
  cost: 5_000,
} as const;

/** Counted by the parser itself, before a tree is built. */
export const parseOptions: ParseOptions = {
  maxLexicalTokens: LIMITS.tokens,
  maxSourceLength: LIMITS.characters,
  maxComments: LIMITS.comments,
};

/** Validation rules, so that their verdict is cached with the document's. */
export function limitRules(): ValidationRule[] {
  const shared = { onReject: [reject], propagateOnRejection: false };
  const armor = new ApolloArmor({
    blockFieldSuggestion: { enabled: false },
    maxTokens: { enabled: false },
    // Fragments are looked into: they must not hide depth, nor count as depth when they are only a way of writing.
    maxDepth: { ...shared, n: LIMITS.depth, flattenFragments: true },
    maxAliases: { ...shared, n: LIMITS.aliases, allowList: [] },
    maxDirectives: { ...shared, n: LIMITS.directives },
    costLimit: {
      ...shared,
      maxCost: LIMITS.cost,
      objectCost: 1,
      scalarCost: 1,
      depthCostFactor: 1,
      flattenFragments: true,
    },
  });
  return armor.protect().validationRules;
}

const rejected = new WeakSet<ValidationContext>();

/** Says once that a query asks for too much: the rules find it anew in every field, and each finding would be answered and audited. */
function reject(context: ValidationContext | null, error: GraphQLError): void {
  if (context === null || rejected.has(context)) return;
  rejected.add(context);
  const message = error.message.replace('Syntax Error: ', '');
  context.reportError(new GraphQLError(message, { originalError: new QueryTooComplex(message) }));
}
