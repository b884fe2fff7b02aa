import { Injectable } from '@nestjs/common';
import { DataKeys } from '#cases';
import type { Actor } from '#policy';
import { KeyringUnavailable, openJson, sealJson, type SealPlace } from '#platform/keyring';
import type { Tx } from '#platform/database';
import { z } from 'zod';
import type { QuestionRow } from './request-rows.js';

const compartment = 'COOPERATION';
const firstVersion = 1;
const sealedText = z.string();

/** Whom the police seek and why: sealed, and opened for the police and the asked agency alone. */
@Injectable()
export class Matter {
  constructor(private readonly keys: DataKeys) {}

  /** @throws KeyringUnavailable */
  async seal(
    tx: Tx,
    request: { readonly id: string; readonly policeAgencyId: string; readonly askedAgencyId: string },
    text: string,
  ): Promise<{ sealed: Buffer; keyVersion: number }> {
    const key = await this.keys.make(
      tx,
      { recordId: request.id, compartment, version: firstVersion, ownerAgencyId: request.policeAgencyId },
      [request.askedAgencyId],
    );
    return { sealed: sealJson(key, text, placeOf(request.id, firstVersion)), keyVersion: firstVersion };
  }

  /** @throws KeyringUnavailable @throws SealBroken */
  async open(actor: Actor, row: QuestionRow): Promise<string> {
    if (row.wrapped === null) throw new KeyringUnavailable();
    const place = { recordId: row.id, compartment, version: row.key_version };
    const key = await this.keys.open(actor.agencyId, place, row.wrapped);
    return sealedText.parse(openJson(key, row.sealed, placeOf(row.id, row.key_version)));
  }
}

function placeOf(id: string, keyVersion: number): SealPlace {
  return { table: 'cooperation_request', row: id, column: 'sealed', keyVersion };
}
