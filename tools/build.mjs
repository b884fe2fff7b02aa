import { transformFile } from '@swc/core';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withLock } from './lib/lock.mjs';
import { dataDirectory, distDirectory, root } from './lib/paths.mjs';

const sources = ['apps/api', 'apps/worker', 'libs'];
const configuration = ['.swcrc', 'package.json', 'package-lock.json', 'tools/build.mjs'];
const notShipped = /\.(spec|db|e2e)\.ts$|\.d\.ts$/;
const stampFile = join(distDirectory, '.stamp');

/**
 * Translates apps and libs to dist/, mirroring the tree, when anything changed since the last time. Types are not checked here.
 * Files are replaced one by one, so whoever runs from dist/ meanwhile never finds it missing.
 *
 * @returns {Promise<{ built: boolean, files: number, stamp: string }>}
 */
export function build() {
  return withLock(join(dataDirectory, 'build.lock'), async () => {
    const files = (await Promise.all(sources.map(list))).flat().filter((path) => !notShipped.test(path));
    const stamp = await fingerprint(files);
    const before = await readFile(stampFile, 'utf8').catch(() => '');
    if (before === stamp) return { built: false, files: files.length, stamp };
    await rm(stampFile, { force: true });
    const written = (await Promise.all(files.map(translate))).flat();
    await removeAllBut(new Set(written));
    await writeFile(stampFile, stamp);
    return { built: true, files: files.length, stamp };
  });
}

/** @param {string} path relative to the root @returns {Promise<string[]>} what was written, relative to dist */
async function translate(path) {
  if (!path.endsWith('.ts')) {
    await replace(path, (temporary) => copyFile(join(root, path), temporary));
    return [path];
  }
  const output = path.replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(join(root, path), {
    configFile: join(root, '.swcrc'),
    sourceFileName: relative(dirname(join(distDirectory, path)), join(root, path)),
    outputPath: join(distDirectory, output),
  });
  const name = output.slice(output.lastIndexOf('/') + 1);
  await replace(output, (temporary) => writeFile(temporary, `${code}\n//# sourceMappingURL=${name}.map\n`));
  await replace(`${output}.map`, (temporary) => writeFile(temporary, map ?? '{}'));
  return [output, `${output}.map`];
}

/** @param {string} path @param {(temporary: string) => Promise<void>} write */
async function replace(path, write) {
  const target = join(distDirectory, path);
  await mkdir(dirname(target), { recursive: true });
  await write(`${target}.new`);
  await rename(`${target}.new`, target);
}

/** @param {Set<string>} kept relative to dist */
async function removeAllBut(kept) {
  for (const path of await list(distDirectory)) {
    const inside = relative(distDirectory, join(root, path));
    if (!kept.has(inside)) await rm(join(distDirectory, inside), { force: true });
  }
}

/** @param {string} directory @returns {Promise<string[]>} files below it, relative to the root, sorted */
async function list(directory) {
  const from = resolve(root, directory);
  if (!(await stat(from).catch(() => undefined))) return [];
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** @param {string[]} files */
async function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const path of [...files, ...configuration]) {
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { built, files } = await build();
  console.log(built ? `Built ${files} files.` : 'Nothing changed.');
}
