/**
 * Everything that a node can see, column by column, with the reason why it must. What is not listed here
 * does not exist: a test compares this list with the databases, both ways. Contents are sealed elsewhere,
 * on the devices of those who write; a node keeps envelopes.
 */

import { FEDERATION } from './visible-federation.ts';
import { KEEPING } from './visible-keeping.ts';
import { PACKETS } from './visible-packets.ts';

type Columns = Readonly<Record<string, string>>;

const DIRECTORY: Readonly<Record<string, Columns>> = {
  node: {
    only_row: 'keeps this table at one row',
    node: 'the identifier of this installation',
    made_at: 'when it was installed',
    node_key: 'the public key with which it signs acknowledgements',
    log_key: 'the public key with which it signs its log',
    encryption_key: 'the public key to which other nodes seal this node’s half of a packet',
  },
  law_pins: {
    pin: 'the random identifier of an act of pinning, which the log names',
    note: 'the release of the law, signed',
    pinned_at: 'since when it is in force here',
  },
  enrolments: {
    token_hash: 'the hash of an invitation, so that it works once',
    made_at: 'when the operator made the invitation',
    used_at: 'when an organisation joined with it',
  },
  organisations: {
    organisation: 'the identifier of an organisation',
    name: 'its public name, which others need to find it',
    root_key: 'the public key that vouches for its desks',
    joined_at: 'when it joined; to the hour after 30 days',
  },
  desks: {
    desk: 'the identifier of a desk',
    organisation: 'which organisation it belongs to',
    kind: 'its function, which decides what it may hold',
    signing_key: 'the public key that vouches for its members',
    certificate: 'its public, signed description, with the public key that others seal to',
    joined_at: 'when it joined; to the hour after 30 days',
    expires_at: 'when its certificate ends',
  },
  members: {
    member: 'the identifier of somebody who works here',
    organisation: 'for which organisation',
    signing_key: 'the public key that vouches for their devices',
    joined_at: 'when they were added; to the hour after 30 days',
  },
  memberships: {
    desk: 'at which desk a member sits',
    member: 'which member',
    organisation: 'of which organisation, so that others do not see colleagues',
    role: 'whether they lead the desk',
    certificate: 'the signed statement of this, with the working name that colleagues see',
    wrapped_keys: 'the desk’s keys, sealed to this member; the node cannot open them',
    added_at: 'when they were seated; to the hour after 30 days',
    expires_at: 'when the certificate ends',
  },
  sign_ins: {
    member: 'whose sign-in it is',
    lookup_hash: 'the hash of what the sign-in card says first, to find the sealed keys',
    sealed_keys: 'the member’s own keys, sealed under card and passphrase',
  },
  devices: {
    device: 'the identifier of a device',
    member: 'whose device it is',
    organisation: 'of which organisation, so that its leads can revoke it',
    signing_key: 'the public key that its signatures are checked with',
    certificate: 'the member’s signed statement that the device is theirs',
    certified_at: 'when it was first used; to the hour after 30 days',
    expires_at: 'when the statement ends',
    revoked_at: 'when it was revoked; to the hour after 30 days',
  },
  challenges: {
    challenge_hash: 'the hash of a question that a device must sign within a minute',
    member: 'for which member it was asked',
    expires_at: 'when the minute is over',
  },
  sessions: {
    token_hash: 'the hash of a session’s token',
    member: 'who is at work',
    device: 'on which device',
    expires_at: 'when the session ends by itself',
    seen_at: 'when it was last used, to the minute, so that an idle one ends',
  },
};

const FILES: Readonly<Record<string, Columns>> = {
  files: {
    file: 'the random identifier of a file',
    lead_desk: 'which desk leads it',
    conversation: 'the conversation it was opened from',
    authorisation: 'the person’s word on which it was opened',
    prepared_by: 'which member prepared it',
    prepared_at: 'when; to the hour after 30 days',
    opened_at: 'since when it exists; to the hour after 30 days',
  },
  drawers: {
    drawer: 'the random identifier of a drawer',
    file: 'which file it is part of',
    class: 'what kind of data it holds, which decides who may',
    lead_desk: 'which desk lets others in',
    is_conversation: 'whether it began as a report',
    version: 'how often its key was changed',
    stale: 'whether its key must be changed before the next entry',
    position: 'how many entries it has',
    head: 'the hash that chains all its entries',
    made_at: 'when it was made; to the hour after 30 days',
    erased_at: 'when its key was destroyed; to the hour after 30 days',
  },
  drawer_versions: {
    drawer: 'which drawer',
    version: 'which version of its key',
    drop_key: 'the public key for those who may add and not read',
    sealed_drop_secret: 'its secret half, sealed in the drawer',
    sealed_previous: 'the way back to the version before, sealed in the drawer',
    made_at: 'when the key was changed; to the hour after 30 days',
  },
  authorisations: {
    authorisation: 'the random identifier of what a person allowed',
    drawer: 'the conversation in which they did',
    statement: 'which desks may hold which kinds of data until when; it names nobody',
    attested_by: 'whether the person’s key or the node vouches for it',
    signature: 'the signature over it',
    given_at: 'when it was given; to the hour after 30 days',
    expires_at: 'when it ends',
    withdrawn_at: 'when it was withdrawn; to the hour after 30 days',
  },
  grants: {
    grant_id: 'the random identifier of a grant',
    drawer: 'which drawer it opens',
    file: 'of which file',
    version: 'for which version of its key',
    holder: 'which desk holds it',
    authorisation: 'the person’s word it rests on, if it does',
    statement: 'the grant as it was signed',
    wrapped: 'the holder’s half of the key, sealed to the desk',
    rewrapped: 'the same, sealed under the desk’s own keyring',
    signature: 'the signature of the device that granted it',
    granted_by: 'which member, or which mailbox, granted it',
    granted_at: 'when; to the hour after 30 days',
    expires_at: 'when it ends by itself',
    revoked_at: 'when it was ended; to the hour after 30 days',
  },
  entries: {
    drawer: 'which drawer an entry is in',
    position: 'at which place',
    entry: 'its random identifier',
    version: 'under which version of the key it is sealed',
    author: 'which member or mailbox wrote it',
    device: 'on which device',
    desk: 'from which desk',
    hash: 'the hash of its bytes',
    head: 'the hash that chains it to all before it',
    bytes: 'the sealed entry, padded; its signed header has the time that its author claims',
    received_at: 'when it came; to the hour after 30 days',
  },
  mailboxes: {
    mailbox: 'the random identifier of a person’s mailbox',
    drawer: 'the conversation behind it',
    locator: 'the five digits of the receipt that are no secret',
    salt: 'random bytes that make guessing one receipt useless for another',
    token_hash: 'the hash of what opens it',
    signing_key: 'the public key that the person’s entries are checked with',
    sealed_keys: 'the person’s own keys, sealed under the secret of the receipt',
  },
  pages: {
    mailbox: 'whose mailbox has a page behind a second secret',
    drawer: 'the conversation behind it',
    salt: 'random bytes that make guessing one second secret useless for another',
    token_hash: 'the hash of what second secret and receipt show together',
    sealed_seed: 'the key of the page, sealed under both; the node cannot open it',
    wrong: 'how many wrong tries came one after the other',
    waits_until: 'until when no further try is taken',
  },
  former_mailboxes: {
    mailbox: 'the random identifier of a mailbox whose receipt was lost',
    drawer: 'the conversation behind it',
    signing_key: 'the public key that its entries are checked with',
  },
  reports: {
    drawer: 'which conversation began as a report',
    desk: 'which desk received it',
    sealed_by: 'whether the browser or this node sealed it',
    received_at: 'when it came; to the hour after 30 days',
    opened_at: 'when a desk first opened it; to the hour after 30 days',
    handed_over_at: 'when another desk was let in; to the hour after 30 days',
    closed_at: 'when it was closed; to the hour after 30 days',
    is_waiting: 'whether the person wrote last',
    expires_at: 'when it is erased, if no file is made of it',
  },
  cards: {
    desk: 'whose caseload it is',
    file: 'which file it is about',
    revision: 'which revision of the card it is',
    sealed: 'the summary, sealed under the desk’s index key, always of one size',
  },
  clocks: {
    clock: 'the random identifier of a deadline; what is due is sealed',
    file: 'which file it belongs to',
    desk: 'which desk must act',
    due: 'by which day',
    owner: 'which member must act',
    deputy: 'which member, when the owner cannot',
    state: 'whether it still runs',
  },
};

const LOG: Readonly<Record<string, Columns>> = {
  leaves: {
    sequence: 'the order in which acts were recorded',
    leaf: 'what the log shows for ever: a kind, an hour, a commitment; it names nobody',
    generation: 'which life of the log it is in',
    leaf_index: 'its place there',
  },
  openings: {
    sequence: 'which leaf it opens',
    kind: 'what was done',
    at: 'when; to the hour after 30 days',
    salt: 'the random bytes that prove it',
    actor: 'which member or mailbox did it',
    desk: 'for which desk',
    file: 'with which file',
    drawer: 'with which drawer',
    class: 'of which kind of data',
    object: 'the grant, authorisation, entry or device it was about',
  },
  log_origins: {
    generation: 'which life of the log',
    origin: 'its public name',
    size: 'how many leaves it has',
    frontier: 'the right edge of its tree',
    checkpoint: 'what was signed last',
    signed_size: 'how many leaves that covers',
    follows: 'the log that this one follows after a restored backup',
    follows_salt: 'the random bytes that prove it in the first leaf',
  },
  tree_nodes: {
    generation: 'which life of the log',
    level: 'the level of a hash in its tree',
    node_index: 'its place there',
    hash: 'the hash',
  },
  outbox: {
    id: 'the order of work to be done',
    task: 'what is to be done',
    subject: 'with which drawer',
    made_at: 'since when',
  },
  migrations: {
    number: 'which change of these tables was made',
    name: 'its name',
    checksum: 'the hash of its text',
    applied_at: 'when it was made',
  },
};

/** The main database's own tables: `table → column → why the node must see it`. */
export const VISIBLE: Readonly<Record<string, Columns>> = {
  ...DIRECTORY,
  ...FILES,
  ...LOG,
  ...PACKETS,
  ...FEDERATION,
  ...KEEPING,
};

/** The keystore's tables. */
export const VISIBLE_IN_KEYSTORE: Readonly<Record<string, Columns>> = {
  shares: {
    drawer: 'which drawer a share is for',
    version: 'for which version of its key',
    share: 'the node’s half of the key, useless without the holder’s half',
  },
  destroyed: {
    drawer: 'whose shares were destroyed for ever',
    shares: 'how many there were',
    destroyed_at: 'when, as the proof of it',
  },
  migrations: {
    number: 'which change of these tables was made',
    name: 'its name',
    checksum: 'the hash of its text',
    applied_at: 'when it was made',
  },
};

/** What the job queue's tables can hold about anybody: the identifiers that tasks are given. */
export const VISIBLE_IN_QUEUE =
  'The job queue keeps, for each task, its name, its times and, for the destruction of shares, the ' +
  'random identifier of a drawer; for deliveries, that of a message or the name of another node.';

interface Place {
  readonly table: string;
  readonly column: string;
}

/** The times that become coarse after 30 days: exactly those whose reason says so. */
export const ROUNDED: readonly Place[] = Object.entries(VISIBLE).flatMap(([table, columns]) =>
  Object.entries(columns)
    .filter(([, reason]) => reason.endsWith('to the hour after 30 days'))
    .map(([column]) => ({ table, column })),
);
