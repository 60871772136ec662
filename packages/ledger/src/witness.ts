import { fromBase64, toBase64 } from './base64.ts';
import { isSame } from './bytes.ts';
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { foldPeaks, HASH_BYTES, type Hash } from './merkle-tree.ts';
import { type Note, parseNote } from './note.ts';
import { verifyConsistency } from './proof.ts';
import { LedgerRefusal } from './refusal.ts';

const MAX_PROOF_LINES = 63;

/** A log's request to a witness: cosign this checkpoint, which continues the tree of `oldSize` leaves. */
export type AddCheckpoint = {
  readonly oldSize: bigint;
  readonly proof: readonly Uint8Array[];
  readonly note: Note;
  readonly checkpoint: Checkpoint;
};

/** What the witness knows about the log that a request names. */
export type WitnessView = {
  /** Whether the witness watches a log of this origin. */
  readonly isKnown: boolean;
  /** Whether `verifyNote` accepted the request's note under that log's keys. */
  readonly isSigned: boolean;
  /** The checkpoint it cosigned last, if it ever did. */
  readonly latest: { readonly size: bigint; readonly root: Uint8Array } | undefined;
};

/** Why a witness does not cosign, with the HTTP status it answers; `latestSize` goes with a 409. */
export type CosignRefusal =
  | { readonly code: 'witness/unknown-log'; readonly status: 404 }
  | { readonly code: 'witness/unsigned'; readonly status: 403 }
  | { readonly code: 'witness/size-shrinks'; readonly status: 400 }
  | { readonly code: 'witness/size-conflict'; readonly status: 409; readonly latestSize: bigint }
  | { readonly code: 'witness/inconsistent'; readonly status: 422 };

/** Yes, or the reason why not. */
export type CosignDecision =
  { readonly ok: true } | { readonly ok: false; readonly refusal: CosignRefusal };

/**
 * Reads the body of an `add-checkpoint` request.
 *
 * Refuses: `witness/malformed`, `note/malformed` or `checkpoint/malformed`, each to be answered with 400.
 * Source: c2sp.org/tlog-witness, add-checkpoint.
 */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const split = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(split, 0)).split('\n');
  const [, oldSize] = /^old (0|[1-9]\d{0,19})$/.exec(first) ?? [];
  if (oldSize === undefined || lines.length > MAX_PROOF_LINES) throw malformed();
  const proof = lines.map((line) => {
    const bytes = fromBase64(line);
    if (bytes?.length !== HASH_BYTES) throw malformed();
    return bytes;
  });
  const note = parseNote(body.slice(split + 2));
  return { oldSize: BigInt(oldSize), proof, note, checkpoint: parseCheckpoint(note.text) };
}

/** Writes the body of an `add-checkpoint` request around a signed checkpoint. */
export function formatAddCheckpoint(
  oldSize: bigint | number,
  proof: readonly Uint8Array[],
  signedCheckpoint: string,
): string {
  if (proof.length > MAX_PROOF_LINES) throw new RangeError('A proof has at most 63 lines.');
  return `old ${oldSize}\n${proof.map((line) => `${toBase64(line)}\n`).join('')}\n${signedCheckpoint}`;
}

/**
 * Decides whether a witness may cosign.
 *
 * Before answering, the witness must store the new checkpoint, in one atomic step with reading
 * `view.latest`: two requests at once could otherwise roll its memory back.
 * Refuses: see `CosignRefusal`. Never throws. Source: c2sp.org/tlog-witness, add-checkpoint.
 */
export function decideCosign(
  hash: Hash,
  request: Pick<AddCheckpoint, 'oldSize' | 'proof' | 'checkpoint'>,
  view: WitnessView,
): CosignDecision {
  const { oldSize, proof, checkpoint } = request;
  if (!view.isKnown) return refuse({ code: 'witness/unknown-log', status: 404 });
  if (!view.isSigned) return refuse({ code: 'witness/unsigned', status: 403 });
  if (oldSize > checkpoint.size) return refuse({ code: 'witness/size-shrinks', status: 400 });
  const latestSize = view.latest?.size ?? 0n;
  if (oldSize !== latestSize) {
    return refuse({ code: 'witness/size-conflict', status: 409, latestSize });
  }
  const emptyRoot = foldPeaks(hash, []);
  const isPossible = checkpoint.size > 0n || isSame(checkpoint.root, emptyRoot);
  const isContinued =
    oldSize === 0n
      ? proof.length === 0
      : verifyConsistency(
          hash,
          {
            oldSize,
            newSize: checkpoint.size,
            oldRoot: view.latest?.root ?? emptyRoot,
            newRoot: checkpoint.root,
          },
          proof,
        );
  return isPossible && isContinued
    ? { ok: true }
    : refuse({ code: 'witness/inconsistent', status: 422 });
}

/** Whether `decideCosign` says yes. */
export function mayCosign(...question: Parameters<typeof decideCosign>): boolean {
  return decideCosign(...question).ok;
}

function refuse(refusal: CosignRefusal): CosignDecision {
  return { ok: false, refusal };
}

function malformed(): LedgerRefusal {
  return new LedgerRefusal('witness/malformed', 'This is not an add-checkpoint request.');
}
