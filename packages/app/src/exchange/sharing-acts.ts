/** What a worker does about sharing: ask, take a yes with a witness, send what was ticked, call back. */
import type {
  PacketAuthorisationView,
  PacketBasis,
  PacketQuestion,
  PacketView,
} from '@amparo/casework/packets';
import {
  askForPacket,
  recallPacket,
  sealAndSend,
  sendOnOtherBasis,
  standBehind,
  takeBackQuestion,
  takeWord,
  vouchForPacket,
  witnessPacket,
} from '../client/index.ts';
import type { OpenDrawer, OtherBasisSent, Outcome, ReachablePlace } from '../client/index.ts';
import { useFile } from '../files/file-context.tsx';
import type { Written } from '../files/file-context.tsx';
import { safeContact } from '../files/file-model.ts';
import { safeWords } from '../files/safe-words.ts';
import { useNotice } from '../look/index.ts';
import { useSession } from '../sessions/session-context.tsx';
import { refusalWords } from '../shell/states.tsx';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';
import type { DeskDirectory } from './load.ts';
import type { fieldsOf } from './offering.ts';
import type { SharingToAsk } from './share-form.tsx';
import type { Vouching } from './vouch-form.tsx';

/** A packet on another ground than the person's yes. */
export interface OtherPacket {
  readonly to: ReachablePlace;
  readonly kind: 'referral' | 'alert';
  readonly basis: Exclude<PacketBasis, { kind: 'consent' | 'no-person' }>;
  readonly fields: ReturnType<typeof fieldsOf>;
  readonly reason: string;
  readonly second: string;
  readonly expiresAt: string;
}

/** Each act gives why it was refused, in words, or null when it is done. */
export interface SharingActs {
  readonly ask: (question: SharingToAsk) => Promise<string | null>;
  readonly vouch: (question: PacketQuestion, vouching: Vouching) => Promise<string | null>;
  readonly witness: (question: PacketQuestion) => Promise<string | null>;
  readonly deposit: (question: PacketQuestion) => Promise<string | null>;
  readonly send: (
    question: PacketQuestion,
    authorisation: PacketAuthorisationView,
  ) => Promise<string | null>;
  readonly sendOther: (packet: OtherPacket) => Promise<string | null>;
  readonly second: (packet: PacketView) => Promise<string | null>;
  readonly recall: (packet: PacketView) => Promise<string | null>;
  /** The question disappears for the person; nothing more is sent on a yes to it. */
  readonly takeBack: (question: PacketQuestion) => Promise<string | null>;
  /** The same question once more, for what was not taken back. */
  readonly askRest: (question: PacketQuestion, codes: readonly string[]) => Promise<string | null>;
  /** How it is safe to reach the person, in words. */
  readonly safe: string;
}

interface Around {
  readonly contact: OpenDrawer;
  readonly directory: DeskDirectory;
  readonly again: () => Promise<void>;
}

export function useSharingActs(around: Around): SharingActs {
  const { contact, again } = around;
  const words = useWords();
  const { session } = useSession();
  const { state, writeWith } = useFile();
  const told = useTelling(again);
  return {
    ...useSending(around),
    safe: safeWords(words, safeContact(state)),
    ask: async (question) =>
      told.written(
        await writeWith('contact', (now) => askForPacket(session, now, forAsking(question))),
        'share.asked',
      ),
    vouch: async (question, vouching) => {
      const { authorisation } = question.asked.statement;
      const taken = { authorisation, ...vouching };
      const add = (now: OpenDrawer) => takeWord(session, now, taken);
      return told.written(await writeWith('contact', add), 'share.vouch.taken');
    },
    witness: async (question) => {
      const { authorisation } = question.asked.statement;
      const add = (now: OpenDrawer) => witnessPacket(session, now, authorisation);
      return told.written(await writeWith('contact', add), 'share.witness.signed');
    },
    deposit: async ({ asked }) => {
      const { authorisation } = asked.statement;
      return told.outcome(await vouchForPacket(session, contact, authorisation), 'share.deposited');
    },
    second: async (packet) => {
      const done: { seconded: Outcome<unknown> | null } = { seconded: null };
      const written = await writeWith('contact', async (now) => {
        const { seconded, recorded } = await standBehind(session, now, packet.statement);
        done.seconded = seconded;
        return recorded;
      });
      return done.seconded === null
        ? told.written(written, 'other.seconded')
        : told.outcome(done.seconded, 'other.seconded');
    },
    takeBack: async ({ asked }) => {
      const { authorisation } = asked.statement;
      const add = (now: OpenDrawer) => takeBackQuestion(session, now, authorisation);
      return told.written(await writeWith('contact', add), 'question-back.taken.done');
    },
    askRest: async ({ asked }, codes) => {
      const { to: address, expiresAt } = asked.statement;
      const to = findPlace(around.directory, address);
      if (to === undefined) return words.t('share.unknown-desk');
      const { why, ifYes, ifNo, disclosure, language } = asked;
      const fields = asked.fields.filter(({ code }) => codes.includes(code));
      const again = { to, fields, why, ifYes, ifNo, disclosure, language, expiresAt };
      const add = (now: OpenDrawer) => askForPacket(session, now, again);
      return told.written(await writeWith('contact', add), 'share.asked');
    },
    recall: async (packet) => {
      return told.outcome(await recallPacket(session, packet.statement.packet), 'share.recalled');
    },
  };
}

function forAsking({ to, fields, ...texts }: SharingToAsk) {
  return { to, fields: [...fields], ...texts };
}

/** A desk among those that take packets now. */
function findPlace(
  { desks }: DeskDirectory,
  { node, desk }: PacketAuthorisationView['statement']['to'],
): ReachablePlace | undefined {
  return desks.find((place) => place.node === node && place.subject.desk === desk);
}

/** Sending; why it was allowed is written down as soon as it is seen, or with the packet. */
function useSending({
  contact,
  directory,
  again,
}: Around): Pick<SharingActs, 'send' | 'sendOther'> {
  const { t } = useWords();
  const { session } = useSession();
  const { writeWith } = useFile();
  const told = useTelling(again);
  const from = contact.access.desk.desk;
  const conversation = contact.view.drawer;
  return {
    send: async (question, authorisation) => {
      const { statement } = authorisation;
      const to = findPlace(directory, statement.to);
      if (to === undefined) return t('share.unknown-desk');
      const sent = await sealAndSend(session, {
        from,
        to,
        kind: 'referral',
        fields: question.asked.fields.filter(({ code }) => statement.codes.includes(code)),
        basis: { kind: 'consent', authorisation: statement.authorisation },
        conversation,
        expiresAt: statement.expiresAt,
      });
      return told.outcome(sent, 'share.sent');
    },
    sendOther: async (packet) => {
      const done: { sent: OtherBasisSent['sent'] | null } = { sent: null };
      const written = await writeWith('contact', async (now) => {
        const { sent, recorded } = await sendOnOtherBasis(session, now, { ...packet, from });
        done.sent = sent;
        return recorded;
      });
      return done.sent === null
        ? told.written(written, 'other.sent')
        : told.outcome(done.sent, 'other.sent');
    },
  };
}

interface Telling {
  readonly written: (written: Written, done: WordKey) => Promise<string | null>;
  readonly outcome: (outcome: Outcome<unknown>, done: WordKey) => Promise<string | null>;
}

/** Says what became of it: a notice where it is done, words for the form where it is not. */
function useTelling(again: () => Promise<void>): Telling {
  const words = useWords();
  const { t } = words;
  const tell = useNotice();
  return {
    written: async (written, done) => {
      switch (written.kind) {
        case 'appended':
          tell(t(done));
          await again();
          return null;
        case 'waiting':
          tell(t('share.waiting'));
          return null;
        case 'conflict':
          return t('write.conflict');
        case 'no-drawer':
          return t('refusal.file/no-drawer');
        case 'refused':
          return refusalWords(words, written.refusal);
      }
    },
    outcome: async (outcome, done) => {
      if (!outcome.ok) {
        return outcome.offline ? t('share.offline') : refusalWords(words, outcome.refusal);
      }
      tell(t(done));
      await again();
      return null;
    },
  };
}
