import { DomainError } from '#policy';

/**
 * Holds one key per agency and wraps data keys with it. The key itself never leaves the ring, so a ring may stand in the
 * agency's own house.
 */
export abstract class Keyring {
  /** Makes the agency's key if it has none. */
  abstract provision(agencyId: string): Promise<void>;

  /**
   * @param context what the data key is for; unwrapping demands the same
   * @throws KeyringUnavailable
   */
  abstract wrap(agencyId: string, dataKey: Buffer, context: string): Promise<Buffer>;

  /** @throws KeyringUnavailable @throws SealBroken when the wrap was changed or made for something else */
  abstract unwrap(agencyId: string, wrapped: Buffer, context: string): Promise<Buffer>;
}

/** The ring cannot be reached, or refuses. Never to be taken for an empty field. */
export class KeyringUnavailable extends DomainError {
  readonly code = 'KEYRING_UNAVAILABLE';
  constructor() {
    super('The agency’s keys cannot be reached at the moment, so its records stay closed. Nothing is lost.');
  }
}
