import { describe, expect, it } from '@jest/globals';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES } from './error-codes.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const declaration = /readonly code(?:: [^=]+)? = '([A-Z_]+)'/g;

/** Every code that a class in the product gives itself, and where. */
async function codesInSources(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of ['libs', 'apps/api/src']) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    const sources = entries.filter((entry) => entry.isFile() && /(?<!\.(spec|db))\.ts$/.test(entry.name));
    for (const { parentPath, name } of sources) {
      const path = join(parentPath, name);
      for (const [, code] of (await readFile(path, 'utf8')).matchAll(declaration))
        if (code !== undefined) found.set(code, path);
    }
  }
  return found;
}

describe('the list of error codes', () => {
  it('has every code that an error of the product has, and no other', async () => {
    const found = await codesInSources();
    expect(found.size).toBeGreaterThan(10);
    const listed = Object.keys(ERROR_CODES);
    expect([...found].filter(([code]) => !listed.includes(code))).toEqual([]);
    // INTERNAL is what everything else becomes; no class has it.
    expect(listed.filter((code) => !found.has(code))).toEqual(['INTERNAL']);
  });

  it('is in order and says something of each', () => {
    expect(Object.keys(ERROR_CODES)).toEqual(Object.keys(ERROR_CODES).toSorted());
    for (const meaning of Object.values(ERROR_CODES)) expect(meaning).toMatch(/^[A-Z].{20,}\.$/);
  });
});
