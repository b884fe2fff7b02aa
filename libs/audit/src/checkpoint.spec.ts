import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CheckpointSigner, openCheckpoint } from './checkpoint.js';

const origin = 'havenline.example/audit';
const signer = new CheckpointSigner(origin, generateKeyPairSync('ed25519').privateKey);
const root = Buffer.alloc(32, 7);

describe('a checkpoint', () => {
  it('has the lines of C2SP tlog-checkpoint', () => {
    const lines = signer.sign(42, root).split('\n');
    expect(lines.slice(0, 4)).toEqual([origin, '42', root.toString('base64'), '']);
    expect(lines[4]).toMatch(/^\u2014 havenline\.example\/audit [A-Za-z0-9+/]{91}=$/);
    expect(lines.slice(5)).toEqual(['']);
  });

  it('computes the key id as C2SP signed-note does', () => {
    // The example key in the documentation of Go's sumdb/note package, and its published verifier.
    const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
    const key = createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
      format: 'der',
      type: 'pkcs8',
    });
    expect(new CheckpointSigner('PeterNeumann', key).verifier).toBe(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    );
  });

  it('opens to what was signed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, bytes) => {
        const note = signer.sign(size, Buffer.from(bytes));
        expect(openCheckpoint(note, signer.verifier)).toEqual({ origin, size, root: Buffer.from(bytes) });
      }),
    );
  });

  it('does not open once any character of it was changed', () => {
    const note = signer.sign(42, root);
    // All but the last letter before "=": two of its bits are not used, so some letters spell the same signature.
    for (const at of Array.from(note, (_, index) => index).filter((index) => index !== note.length - 3)) {
      const changed = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1);
      expect(openCheckpoint(changed, signer.verifier)).toBeNull();
    }
  });

  it('does not open with another key, or another name', () => {
    const other = new CheckpointSigner(origin, generateKeyPairSync('ed25519').privateKey);
    expect(openCheckpoint(signer.sign(1, root), other.verifier)).toBeNull();
    expect(openCheckpoint(signer.sign(1, root), signer.verifier.replace('havenline', 'elsewhere'))).toBeNull();
    expect(openCheckpoint('', signer.verifier)).toBeNull();
    expect(openCheckpoint(signer.sign(1, root), '')).toBeNull();
  });

  it('may carry the signatures of witnesses too', () => {
    const witness = `— witness.example ${Buffer.alloc(76).toString('base64')}\n`;
    expect(openCheckpoint(signer.sign(5, root) + witness, signer.verifier)?.size).toBe(5);
  });

  it('is never signed with a key of another kind', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => new CheckpointSigner(origin, privateKey)).toThrow(TypeError);
  });
});
