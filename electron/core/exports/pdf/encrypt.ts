import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { PDFArray, PDFDict, PDFHexString, PDFString, type PDFContext, type PDFObject } from 'pdf-lib';
import { MOST_PASSWORD_BYTES } from '../../../../shared/domain/pdf-password.ts';

/** Locking a PDF with a password: AES-256 as PDF 2.0 has it (ISO 32000-2 §7.6, V 5, R 6). */
export interface PdfLock {
  /** The encryption dictionary; none of its strings is encrypted. */
  readonly dict: (context: PDFContext) => PDFDict;
  /** So many bytes a stream takes when it is encrypted. */
  readonly lengthOf: (length: number) => number;
  /** Encrypts the bytes of one stream piece by piece; what was given out is whole after `end`. */
  readonly begin: () => { readonly update: (bytes: Uint8Array) => Buffer; readonly end: () => Buffer };
  /** A stream's dictionary with its strings encrypted. */
  readonly withStrings: (dict: PDFDict, context: PDFContext) => PDFDict;
}

const BLOCK_BYTES = 16;
const KEY_BYTES = 32;
const SALT_BYTES = 8;
const HASH_ROUNDS = 64;
const REPEATS = 64;
const NO_IV = Buffer.alloc(BLOCK_BYTES);

/** Printing in full quality, copying text, reading aloud (table 22: bits 3, 5, 10, 12); the bits above 32 and those that must be 1 are. */
const PERMISSIONS = -3904 | 4 | 16 | 512 | 2048;

/**
 * A lock that opens with `password`, which `passwordFault` has nothing against; nobody knows the owner's password, so that nobody lifts what is not permitted (changing the file).
 * Every lock has its own key, so that no two copies are the same.
 */
export function createLock(password: string): PdfLock {
  const key = randomBytes(KEY_BYTES);
  const user = Buffer.from(password).subarray(0, MOST_PASSWORD_BYTES);
  const owner = randomBytes(KEY_BYTES);
  const [userCheck, userSalt, ownerCheck, ownerSalt] = Array.from({ length: 4 }, () => randomBytes(SALT_BYTES)) as [Buffer, Buffer, Buffer, Buffer]; // prettier-ignore
  const none = Buffer.alloc(0);
  const u = Buffer.concat([hashOf(user, userCheck, none), userCheck, userSalt]);
  const ue = wrapped(hashOf(user, userSalt, none), key);
  const o = Buffer.concat([hashOf(owner, ownerCheck, u), ownerCheck, ownerSalt]);
  const oe = wrapped(hashOf(owner, ownerSalt, u), key);
  const perms = Buffer.alloc(BLOCK_BYTES);
  perms.writeInt32LE(PERMISSIONS, 0);
  perms.writeInt32LE(-1, 4);
  perms.write('Tadb', 8, 'latin1');
  randomBytes(4).copy(perms, 12);
  const begin: PdfLock['begin'] = () => {
    const iv = randomBytes(BLOCK_BYTES);
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    let head: Buffer = iv;
    const after = (bytes: Buffer): Buffer => {
      const out = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
      head = none;
      return out;
    };
    return { update: (bytes) => after(cipher.update(bytes)), end: () => after(cipher.final()) };
  };
  const encrypted = (bytes: Uint8Array): Buffer => {
    const { update, end } = begin();
    return Buffer.concat([update(bytes), end()]);
  };
  const withStrings = (value: PDFObject, context: PDFContext): PDFObject => {
    if (value instanceof PDFString || value instanceof PDFHexString)
      return PDFHexString.of(encrypted(value.asBytes()).toString('hex'));
    if (value instanceof PDFDict) {
      const out = context.obj({});
      for (const [name, inner] of value.entries()) out.set(name, withStrings(inner, context));
      return out;
    }
    if (value instanceof PDFArray) return context.obj(value.asArray().map((inner) => withStrings(inner, context)));
    return value;
  };
  return {
    dict: (context) =>
      context.obj({
        ...{ Filter: 'Standard', V: 5, R: 6, Length: 256, P: PERMISSIONS, EncryptMetadata: true },
        ...{ U: u, UE: ue, O: o, OE: oe, Perms: ecb(key, perms) },
        CF: { StdCF: { Type: 'CryptFilter', CFM: 'AESV3', AuthEvent: 'DocOpen', Length: KEY_BYTES } },
        ...{ StmF: 'StdCF', StrF: 'StdCF' },
      }),
    lengthOf: (length) => BLOCK_BYTES + (Math.floor(length / BLOCK_BYTES) + 1) * BLOCK_BYTES,
    begin,
    withStrings: (dict, context) => withStrings(dict, context) as PDFDict,
  };
}

/** Algorithm 2.B of §7.6.4.3.4. */
function hashOf(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let hash = createHash('sha256').update(password).update(salt).update(user).digest();
  for (let round = 0; ; round++) {
    const once = Buffer.concat([password, hash, user]);
    const cipher = createCipheriv('aes-128-cbc', hash.subarray(0, 16), hash.subarray(16, 32)).setAutoPadding(false);
    const mixed = cipher.update(Buffer.concat(Array.from({ length: REPEATS }, () => once)));
    // The first 16 bytes as one number modulo 3: 256 leaves 1, so the sum of the bytes does.
    const rest = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    hash = createHash((['sha256', 'sha384', 'sha512'] as const)[rest] ?? 'sha256')
      .update(mixed)
      .digest();
    if (round >= HASH_ROUNDS - 1 && (mixed.at(-1) ?? 0) <= round - 31) return hash.subarray(0, KEY_BYTES);
  }
}

function wrapped(by: Buffer, key: Buffer): Buffer {
  return createCipheriv('aes-256-cbc', by, NO_IV).setAutoPadding(false).update(key);
}

function ecb(key: Buffer, block: Buffer): Buffer {
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(block);
}
