import { fileURLToPath } from 'node:url';
import { Global, Module } from '@nestjs/common';
import { Config } from '#platform/config';
import { FileKeyring } from './file-keyring.js';
import { Keyring } from './keyring.js';

/** @param url `file:` and the directory of the keys @throws on any other scheme */
export function openKeyring(url: string): Keyring {
  const { protocol } = new URL(url);
  if (protocol === 'file:') return new FileKeyring(fileURLToPath(url));
  throw new Error(`KEYRING_URL begins with ${protocol}; it can begin with: file:`);
}

@Global()
@Module({
  providers: [
    { provide: Keyring, inject: [Config], useFactory: (config: Config) => openKeyring(config.need('KEYRING_URL')) },
  ],
  exports: [Keyring],
})
export class KeyringModule {}
