import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Keyring, KeyringUnavailable } from './keyring.js';
import { dataKeyBytes, openBytes, sealBytes } from './sealing.js';

const agencyIdShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One file per agency in a directory that only the product's user can read. For one machine, and for trying things out. */
export class FileKeyring extends Keyring {
  private readonly keys = new Map<string, Promise<Buffer>>();

  constructor(private readonly directory: string) {
    super();
  }

  async provision(agencyId: string): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    try {
      await writeFile(this.path(agencyId), randomBytes(dataKeyBytes), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new KeyringUnavailable();
    }
  }

  async wrap(agencyId: string, dataKey: Buffer, context: string): Promise<Buffer> {
    return sealBytes(await this.key(agencyId), dataKey, context);
  }

  async unwrap(agencyId: string, wrapped: Buffer, context: string): Promise<Buffer> {
    return openBytes(await this.key(agencyId), wrapped, context);
  }

  private key(agencyId: string): Promise<Buffer> {
    const known = this.keys.get(agencyId);
    if (known !== undefined) return known;
    const reading = this.read(agencyId).catch((error: unknown) => {
      this.keys.delete(agencyId);
      throw error;
    });
    this.keys.set(agencyId, reading);
    return reading;
  }

  private async read(agencyId: string): Promise<Buffer> {
    const key = await readFile(this.path(agencyId)).catch(() => null);
    if (key?.length !== dataKeyBytes) throw new KeyringUnavailable();
    return key;
  }

  private path(agencyId: string): string {
    if (!agencyIdShape.test(agencyId)) throw new KeyringUnavailable();
    return join(this.directory, `${agencyId}.key`);
  }
}
