/** Does what a journey decided: reports, opens, answers. The same code in browser and worker. */
import type { Language } from '@amparo/casework/reports';
import { formatReceipt, newReceipt } from '@amparo/seal';
import type { Refusal } from '@amparo/casework/kernel';
import type { Fields } from './fields.ts';
import { decideStep } from './journey.ts';
import type { Effect } from './journey.ts';
import { askForCode } from './in-mailbox.ts';
import { conductInMailbox, isOpened, openReceipt, openWithCode } from './mailbox-conduct.ts';
import { isAcknowledged } from './opened-mailbox.ts';
import type { Outside } from './outside.ts';
import { checkReader } from './reader.ts';
import { reportEvent, sealReport } from './report-sealing.ts';
import type { Draft } from './report-sealing.ts';
import type { Shown, View } from './view.ts';
import { inMinutes, trouble, troubleOf } from './work.ts';
import type { Work } from './work.ts';

/** How long a prepared report, or its receipt, can be shown again: somebody may write slowly. */
const DRAFT_MINUTES = 120;
/** A locator has five digits: at 10 000 open mailboxes one in ten is taken. */
const LOCATOR_TRIES = 8;

/**
 * Answers one submitted form with the page to show.
 *
 * Shape: total for expected trouble: every refusal becomes a page that says what is safe and what to
 * do, with everything written kept. Throws only for faults.
 */
export async function conduct(
  submitted: Fields,
  language: Language,
  outside: Outside,
): Promise<Shown> {
  const step = decideStep(submitted);
  if (step.kind === 'show') return { view: step.view, fields: step.fields };
  return perform(step.effect, { fields: step.fields, language, outside });
}

async function perform(effect: Effect, work: Work): Promise<Shown> {
  switch (effect) {
    case 'review':
      return review(work, false);
    case 'send':
      return send(work);
    case 'receipt':
      return showReceiptAgain(work);
    case 'open-sent':
      return openSent(work);
    case 'code':
      return askForCode(work, null);
    case 'open':
      return openWithCode(work);
    default:
      return conductInMailbox(effect, work);
  }
}

async function review(work: Work, changed: boolean): Promise<Shown> {
  const { fields, outside } = work;
  const held = changed ? undefined : await outside.recall(fields.t);
  const draft = held?.kind === 'draft' ? held : await prepare(outside);
  if (draft.kind === 'refused') return trouble(work, troubleOf(draft.refusal));
  const checked = await checkReader(draft.start, outside.now());
  if (!checked.ok) return trouble(work, checked.trouble);
  const ticket = await outside.keep(draft);
  return {
    view: { page: 'review', reader: checked.reader, ticket, changed },
    fields: { ...fields, t: ticket },
  };
}

async function send(work: Work): Promise<Shown> {
  const { fields, language, outside } = work;
  const held = await outside.recall(fields.t);
  if (held?.kind === 'sent') return sent(work, held);
  if (held?.kind !== 'draft') return review(work, true);
  const checked = await checkReader(held.start, outside.now());
  if (!checked.ok) return trouble(work, checked.trouble);
  let draft: Draft = held;
  for (let tries = 0; tries < LOCATOR_TRIES; tries++) {
    const parcel = await sealReport(draft, reportEvent(fields, language), outside);
    const answer = await outside.calls.sendReport(parcel);
    const { receipt, entry } = draft;
    const { nodeKey } = outside;
    const { drawer } = draft.start;
    const isTaken = answer.ok && (await isAcknowledged(answer.value, { drawer, entry, nodeKey }));
    if (answer.ok && !isTaken) return trouble(work, 'busy');
    if (isTaken || (await isOpened(receipt, work))) {
      return sent(work, { receipt, reader: checked.reader });
    }
    if (!answer.ok && answer.refusal.code !== 'mailbox/locator-taken') {
      return afterRefusal(work, answer.refusal);
    }
    draft = { ...draft, receipt: digits() };
  }
  return trouble(work, 'busy');
}

/** The node keeps a prepared drawer for a while only: a new one, and the person looks once more. */
async function afterRefusal(work: Work, refusal: Refusal): Promise<Shown> {
  const isOver = refusal.code === 'not-available' || refusal.code === 'entry/stale-version';
  return isOver ? review(work, true) : trouble(work, troubleOf(refusal));
}

async function sent(
  work: Work,
  { receipt, reader }: Pick<Extract<View, { page: 'sent' }>, 'receipt' | 'reader'>,
): Promise<Shown> {
  const { fields, outside } = work;
  const until = inMinutes(outside, DRAFT_MINUTES);
  const t = await outside.keep({ kind: 'sent', until, receipt, reader });
  const kept: Fields = fields.l === undefined ? { t } : { l: fields.l, t };
  return { view: { page: 'sent', receipt, reader }, fields: kept };
}

async function showReceiptAgain(work: Work): Promise<Shown> {
  const held = await work.outside.recall(work.fields.t);
  if (held?.kind === 'sent') return sent(work, held);
  return { view: { page: 'front' }, fields: {} };
}

async function openSent(work: Work): Promise<Shown> {
  const held = await work.outside.recall(work.fields.t);
  return held?.kind === 'sent' ? openReceipt(held.receipt, work) : askForCode(work, 'expired');
}

type Prepared = Draft | { readonly kind: 'refused'; readonly refusal: Refusal };

async function prepare(outside: Outside): Promise<Prepared> {
  const start = await outside.calls.startReport();
  if (!start.ok) return { kind: 'refused', refusal: start.refusal };
  return {
    kind: 'draft',
    until: inMinutes(outside, DRAFT_MINUTES),
    receipt: digits(),
    mailbox: crypto.randomUUID(),
    entry: crypto.randomUUID(),
    start: start.value,
  };
}

function digits(): string {
  return formatReceipt(newReceipt());
}
