/**
 * Encrypts drafts. The name of the row and the key are both derived from the code, which is not stored. So somebody
 * with the disk or a backup can neither read a draft nor find out whose it is.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

const cipher = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
/** The size limit of a decompressed draft, in bytes: what a form can send, and what is sent with it. */
const mostBytes = 16 * 1024 * 1024;

interface CodeKeys {
  /** Names the row. */
  id: Buffer;
  key: Buffer;
}

/** @param code as `readCode` returns it */
export function keysOf(code: string): CodeKeys {
  const derive = (use: string, length: number) =>
    Buffer.from(hkdfSync('sha256', code, '', `weigh-in draft ${use}`, length));
  return { id: derive('id', 16), key: derive('key', 32) };
}

/** Compresses and encrypts: nonce, ciphertext, tag. */
export async function seal({ id, key }: CodeKeys, content: unknown): Promise<Buffer> {
  const plain = await deflate(JSON.stringify(content));
  const nonce = randomBytes(nonceLength);
  const encrypt = createCipheriv(cipher, key, nonce).setAAD(id);
  return Buffer.concat([nonce, encrypt.update(plain), encrypt.final(), encrypt.getAuthTag()]);
}

/** Decrypts. Rejects if the data was changed, or was encrypted with another code. */
export async function unseal({ id, key }: CodeKeys, box: Uint8Array): Promise<unknown> {
  const end = box.length - tagLength;
  const decrypt = createDecipheriv(cipher, key, box.subarray(0, nonceLength));
  decrypt.setAAD(id).setAuthTag(box.subarray(end));
  const plain = Buffer.concat([decrypt.update(box.subarray(nonceLength, end)), decrypt.final()]);
  const text = await inflate(plain, { maxOutputLength: mostBytes });
  return JSON.parse(text.toString()) as unknown;
}
