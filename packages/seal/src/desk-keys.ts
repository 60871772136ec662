import { type Bytes, concatBytes, requireLength } from './bytes.ts';
import { purpose } from './derive.ts';
import { requireId } from './identifier.ts';
import { SealRefusal } from './refusal.ts';
import { unwrapFor, wrapFor } from './wrapping.ts';

/**
 * The secrets of a desk, 32 bytes each. `signing` is held only by those who may certify members.
 */
export interface DeskKeys {
  readonly signing?: Bytes;
  readonly encryption: Bytes;
  readonly keyring: Bytes;
  readonly index: Bytes;
}

/** Whose copy of which desk's keys. */
export interface DeskKeysPlace {
  readonly desk: string;
  readonly member: string;
}

const WITHOUT_SIGNING = 0;
const WITH_SIGNING = 1;

/**
 * Wraps a desk's keys to one member's encryption key.
 *
 * Shape: 1,266 bytes whether or not `signing` is among them. Verify the member's certificate first.
 * Refuses: `seal/malformed`.
 */
export async function sealDeskKeys(
  input: DeskKeysPlace & { readonly memberPublicKey: Bytes; readonly keys: DeskKeys },
): Promise<Bytes> {
  return sealDeskKeysWith(input);
}

export async function sealDeskKeysWith(
  input: DeskKeysPlace & { readonly memberPublicKey: Bytes; readonly keys: DeskKeys },
  encapsulationSeed?: Bytes,
): Promise<Bytes> {
  return wrapFor({
    publicKey: input.memberPublicKey,
    info: deskKeysPurpose(input),
    secret: encode(input.keys),
    ...(encapsulationSeed && { encapsulationSeed }),
  });
}

/**
 * Opens a desk's keys.
 *
 * Refuses: `seal/malformed`, `seal/unknown-suite`, `seal/wrong-key` (another member or desk, or changed).
 */
export async function openDeskKeys(
  input: DeskKeysPlace & { readonly secretKey: Bytes; readonly wrapped: Bytes },
): Promise<DeskKeys> {
  const { secretKey, wrapped } = input;
  return decode(await unwrapFor({ secretKey, info: deskKeysPurpose(input), wrapped }));
}

function encode({ signing, encryption, keyring, index }: DeskKeys): Bytes {
  const parts = [signing ?? new Uint8Array(32), encryption, keyring, index];
  for (const part of parts) requireLength(part, 32, 'A key of a desk');
  return concatBytes(Uint8Array.of(signing ? WITH_SIGNING : WITHOUT_SIGNING), ...parts);
}

function decode(bytes: Bytes): DeskKeys {
  requireLength(bytes, 129, "A desk's keys");
  const partAt = (place: number): Bytes => bytes.slice(1 + 32 * place, 33 + 32 * place);
  const keys = { encryption: partAt(1), keyring: partAt(2), index: partAt(3) };
  if (bytes[0] === WITH_SIGNING) return { signing: partAt(0), ...keys };
  if (bytes[0] === WITHOUT_SIGNING) return keys;
  throw new SealRefusal('seal/malformed', "These are not a desk's keys.");
}

function deskKeysPurpose({ desk, member }: DeskKeysPlace): Bytes {
  requireId(desk, 'A desk');
  requireId(member, 'A member');
  return purpose('desk-keys', desk, member);
}
