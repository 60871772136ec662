/** What a worker does about sharing: ask, take a yes with a witness, send what was ticked, call back. */
import { basisRecord, consentRecord } from '@amparo/casework/packets';
import type {
  Attestation,
  PacketAuthorisationView,
  PacketBasis,
  PacketQuestion,
  PacketView,
} from '@amparo/casework/packets';
import {
  askForPacket,
  recallPacket,
  sealAndSend,
  secondPacket,
  takeWord,
  vouchForPacket,
  witnessPacket,
} from '../client/index.ts';
import type { OpenDrawer, Outcome, ReachablePlace } from '../client/index.ts';
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
    second: async (packet) =>
      told.outcome(await secondPacket(session, packet.statement), 'other.seconded'),
    recall: async (packet) => {
      return told.outcome(await recallPacket(session, packet.statement.packet), 'share.recalled');
    },
  };
}

function forAsking({ to, fields, ...texts }: SharingToAsk) {
  return { to, fields: [...fields], ...texts };
}

/** Sending, with the record of why it was allowed to. */
function useSending({
  contact,
  directory,
  again,
}: Around): Pick<SharingActs, 'send' | 'sendOther'> {
  const { t } = useWords();
  const { session } = useSession();
  const { write } = useFile();
  const told = useTelling(again);
  const from = contact.access.desk.desk;
  const conversation = contact.view.drawer;
  return {
    send: async (question, authorisation) => {
      const { statement } = authorisation;
      const to = directory.desks.find(
        ({ node, subject }) => node === statement.to.node && subject.desk === statement.to.desk,
      );
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
      if (sent.ok) {
        const record = recordOf(
          { contact, directory },
          question,
          authorisation,
          t('share.withdrawal'),
        );
        await write('contact', { v: 1, kind: 'consent/recorded', record });
      }
      return told.outcome(sent, 'share.sent');
    },
    sendOther: async ({ to, kind, basis, fields, reason, second, expiresAt }) => {
      const sent = await sealAndSend(session, {
        ...{ from, to, kind, basis, conversation, expiresAt },
        fields: [...fields, { code: 'basis.statement', words: reason }],
      });
      if (sent.ok) {
        const record = basisRecord({
          ...{ record: crypto.randomUUID(), conversation, reason },
          statement: sent.value.statement,
          secondMember: second,
          at: session.now(),
        });
        await write('contact', { v: 1, kind: 'basis/recorded', record });
      }
      return told.outcome(sent, 'other.sent');
    },
  };
}

/** The full record of the consent on which something was sent. */
function recordOf(
  { contact, directory }: Pick<Around, 'contact' | 'directory'>,
  question: PacketQuestion,
  authorisation: PacketAuthorisationView,
  withdrawal: string,
) {
  const { organisation } = contact.access;
  const own = contact.access.desk.desk;
  const self = directory.desks.find(({ subject }) => subject.desk === own);
  return consentRecord({
    receipt: crypto.randomUUID(),
    asked: question.asked,
    codes: authorisation.statement.codes,
    changes: [givenChange(question, authorisation)],
    controller: {
      organisation: organisation.organisation,
      name: organisation.name,
      country: self?.country ?? 'ZZ',
      contact: directory.self,
      node: directory.self,
    },
    withdrawal,
  });
}

function givenChange(
  { inOwnWords, asked }: PacketQuestion,
  { givenAt, attestation }: PacketAuthorisationView,
) {
  const attestedBy: Attestation['by'] = attestation.by;
  return {
    status: 'https://w3id.org/dpv#ConsentGiven' as const,
    at: givenAt,
    entity: asked.statement.drawer,
    attestedBy,
    inOwnWords,
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
