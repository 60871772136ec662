/** Building the records that say why a packet may exist: complete, or the schema refuses them. */
import type { Id, Instant } from '../kernel/index.ts';
import type { PacketAsked } from './events.ts';
import { fieldCode } from './field-codes.ts';
import type { Attestation, PacketStatement } from './model.ts';
import { BasisRecord, ConsentRecord, lawfulBasisOf } from './records.ts';
import type { ConsentStatus } from './records.ts';

/** One change of status, as it is added to a record. */
export interface ConsentChange {
  readonly status: ConsentStatus;
  readonly at: Instant;
  /** Who said so: the conversation of the person, or the member who noted it. */
  readonly entity: Id;
  readonly attestedBy: Attestation['by'];
  readonly inOwnWords: string | null;
  /** Where it is about some of the fields only: which. */
  readonly codes?: readonly string[];
}

/** What a consent record is made of; ids are drawn by the caller. */
export interface ConsentToRecord {
  readonly receipt: Id;
  readonly asked: PacketAsked;
  /** What was allowed; what was asked, while the answer is no or still open. */
  readonly codes: readonly string[];
  readonly changes: readonly ConsentChange[];
  /** The organisation that asked, and how a person reaches it about this. */
  readonly controller: {
    readonly organisation: Id;
    readonly name: string;
    readonly country: string;
    readonly contact: string;
    readonly node: string;
  };
  /** How it is withdrawn, in the words that the person was shown. */
  readonly withdrawal: string;
}

/** Classes of personal data under GDPR Articles 9 and 10, as far as a drawer's class tells. */
const SPECIAL: ReadonlySet<string> = new Set(['health', 'account', 'accusations', 'child']);

/**
 * Builds the full consent record of ISO/IEC TS 27560:2023 for one packet question.
 *
 * The record's id is that of the authorisation, so that each change of status is a new receipt of the same
 * record. Throws when something mandatory is missing: a record that is not complete is none.
 */
export function consentRecord(input: ConsentToRecord): ConsentRecord {
  const { asked, controller, receipt, codes, changes, withdrawal } = input;
  const { statement, why, ifYes, ifNo, language } = asked;
  const until = statement.expiresAt;
  return ConsentRecord.parse({
    v: 1,
    kind: 'consent',
    schema_version: 'ISO-IEC-TS-27560:2023',
    record_id: statement.authorisation,
    receipt_id: receipt,
    pii_principal_id: statement.drawer,
    processing: {
      privacy_notice: { why, if_yes: ifYes, if_no: ifNo, disclosure: disclosureWords(asked) },
      language,
      purpose: why,
      purpose_type: 'urn:amparo:purpose:protection-referral',
      purpose_parent: 'https://w3id.org/dpv#ServiceProvision',
      lawful_basis: 'https://w3id.org/dpv#ExplicitlyExpressedConsent',
      pii_information: codes.map((code) => ({
        pii_type: code,
        pii_optional: true,
        special_category: SPECIAL.has(fieldCode(code).class ?? ''),
      })),
      pii_controllers: [controller.organisation],
      collection_method: 'from-the-person',
      processing_method: 'sent-once-sealed-to-one-desk',
      storage_locations: [...new Set([controller.node, statement.to.node])],
      retention_period: { until },
      jurisdiction: [...new Set([controller.country, asked.country])],
      recipient_third_parties: [statement.to],
      onward_sharing: false,
      withdrawal_method: withdrawal,
      service: 'amparo',
    },
    parties: partiesOf(input),
    events: changes.map(({ status, at, entity, attestedBy, inOwnWords, codes: some }) => ({
      event_time: at,
      validity_duration: { until },
      entity_id: entity,
      event_type: 'https://w3id.org/dpv#ExplicitlyExpressedConsent',
      event_state: status,
      attested_by: attestedBy,
      in_own_words: inOwnWords,
      ...(some !== undefined && { pii_types: [...some] }),
    })),
  });
}

function partiesOf({ asked, controller }: ConsentToRecord): ConsentRecord['parties'] {
  const { statement } = asked;
  return [
    {
      party_id: controller.organisation,
      party_type: 'controller',
      name: controller.name,
      address: controller.country,
      contact: controller.contact,
      role: null,
    },
    {
      party_id: statement.to.desk,
      party_type: 'recipient',
      name: `${asked.deskName}, ${asked.organisationName}`.slice(0, 120),
      address: asked.country,
      contact: statement.to.node,
      role: asked.deskKind,
    },
  ];
}

/** What was shown about whom the other desk must tell; the unknown is said, never left out. */
function disclosureWords({ disclosure }: PacketAsked): string {
  if (!disclosure.known) return 'unknown';
  if (disclosure.duties.length === 0) return 'none-found';
  return disclosure.duties
    .map(({ provision, says }) => `${provision}: ${says}`)
    .join('\n')
    .slice(0, 8000);
}

/** What the record of another basis is made of. */
export interface BasisToRecord {
  readonly record: Id;
  readonly conversation: Id;
  readonly statement: PacketStatement;
  /** The stated reason, as it went sealed with the packet. */
  readonly reason: string;
  readonly secondMember: Id;
  readonly at: Instant;
  /** When the second member signed; left out in the record that they read before. */
  readonly signedAt?: Instant;
}

/**
 * Builds the record of a basis that is not consent. It is never one of consent.
 *
 * Throws for consent and for a packet about nobody: neither has such a record.
 */
export function basisRecord(input: BasisToRecord): BasisRecord {
  const { statement, reason, conversation, record, secondMember, at, signedAt } = input;
  const { basis } = statement;
  if (basis.kind === 'consent' || basis.kind === 'no-person') {
    throw new Error('Consent and packets about nobody have no record of another basis.');
  }
  return BasisRecord.parse({
    v: 1,
    kind: 'basis',
    record_id: record,
    pii_principal_id: conversation,
    packet: statement.packet,
    basis: basis.kind,
    lawful_basis: lawfulBasisOf(basis.kind),
    provision: 'provision' in basis ? basis.provision : null,
    statement: reason,
    pii_information: statement.codes,
    recipient: statement.to,
    member: statement.member,
    second_member: secondMember,
    at,
    ...(signedAt !== undefined && { signed_at: signedAt }),
  });
}
