/** Prints the API's schema from the built code into schema.graphql; with --check it only says whether the file is up to date. */
import 'reflect-metadata';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { distDirectory, root } from './lib/paths.mjs';

const file = join(root, 'schema.graphql');
const built = (/** @type {string} */ path) => pathToFileURL(join(distDirectory, 'apps/api/src', path)).href;

await build();
const { printApiSchema } = await import(built('graphql/schema.js'));
const { features } = await import(built('features.js'));
const printed = await printApiSchema(features);
const stored = await readFile(file, 'utf8').catch(() => '');
if (printed === stored) console.log('schema.graphql is up to date.');
else if (process.argv.includes('--check')) {
  console.error(
    `schema.graphql is not what the code says. Run "npm run schema" and look at the difference.\n${firstDifference()}`,
  );
  process.exitCode = 1;
} else {
  await writeFile(file, printed);
  console.log('schema.graphql is written.');
}

function firstDifference() {
  const [ours, theirs] = [printed, stored].map((text) => text.split('\n'));
  const line = ours.findIndex((/** @type {string} */ text, /** @type {number} */ index) => text !== theirs[index]);
  return `Line ${line + 1}: the code says  ${ours[line] ?? '(nothing)'}\n          the file says  ${theirs[line] ?? '(nothing)'}`;
}
