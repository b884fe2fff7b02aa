import type { BuildSchemaOptions } from '@nestjs/graphql';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import type { Feature } from './feature.js';
import { DateTime } from './scalars.js';

export const buildSchemaOptions: BuildSchemaOptions = {
  numberScalarMode: 'integer',
  scalarsMap: [{ type: Date, scalar: DateTime }],
};

/** The schema as the process serves it, without a database or a server; its handlers do nothing. */
export async function buildApiSchema(features: readonly Pick<Feature, 'resolvers'>[]): Promise<GraphQLSchema> {
  const silent = { logger: false } as const;
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, silent);
  try {
    const resolvers = features.flatMap((feature) => feature.resolvers);
    const schema = await app.get(GraphQLSchemaFactory).create([...resolvers], { ...buildSchemaOptions });
    return lexicographicSortSchema(schema);
  } finally {
    await app.close();
  }
}

const heading = `# The API of Havenline. Printed from the code by \`npm run schema\`; do not edit.\n\n`;

export async function printApiSchema(features: readonly Pick<Feature, 'resolvers'>[]): Promise<string> {
  return `${heading}${printSchema(await buildApiSchema(features))}\n`;
}
