import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileKeyring } from './file-keyring.js';
import { KeyringUnavailable } from './keyring.js';
import { newDataKey, SealBroken } from './sealing.js';

const harbour = '11111111-1111-4111-8111-111111111111';
const lantern = '22222222-2222-4222-8222-222222222222';

describe('the file keyring', () => {
  let directory: string;
  let ring: FileKeyring;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'keyring-'));
    ring = new FileKeyring(directory);
    await ring.provision(harbour);
    await ring.provision(lantern);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('unwraps what it wrapped, for the same agency and context', async () => {
    const key = newDataKey();
    const wrapped = await ring.wrap(harbour, key, 'case|IDENTITY|1');
    expect((await ring.unwrap(harbour, wrapped, 'case|IDENTITY|1')).equals(key)).toBe(true);
  });

  it('refuses another agency and another context', async () => {
    const wrapped = await ring.wrap(harbour, newDataKey(), 'case|IDENTITY|1');
    await expect(ring.unwrap(lantern, wrapped, 'case|IDENTITY|1')).rejects.toThrow(SealBroken);
    await expect(ring.unwrap(harbour, wrapped, 'case|IDENTITY|2')).rejects.toThrow(SealBroken);
  });

  it('keeps a key that is there already, readable by its owner alone', async () => {
    const wrapped = await ring.wrap(harbour, newDataKey(), 'c');
    await ring.provision(harbour);
    await expect(new FileKeyring(directory).unwrap(harbour, wrapped, 'c')).resolves.toHaveLength(32);
    expect((await stat(join(directory, `${harbour}.key`))).mode & 0o777).toBe(0o600);
  });

  it('says that it is unavailable when a key is missing, cut short or asked for by a path', async () => {
    const missing = '33333333-3333-4333-8333-333333333333';
    await expect(ring.wrap(missing, newDataKey(), 'c')).rejects.toThrow(KeyringUnavailable);
    await writeFile(join(directory, `${missing}.key`), 'short');
    await expect(ring.wrap(missing, newDataKey(), 'c')).rejects.toThrow(KeyringUnavailable);
    await expect(ring.wrap('../secrets', newDataKey(), 'c')).rejects.toThrow(KeyringUnavailable);
  });
});
