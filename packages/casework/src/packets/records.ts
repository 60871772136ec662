/**
 * Records of why a packet may exist, as they are sealed into the conversation's drawer. A consent gets
 * the full record of ISO/IEC TS 27560:2023 with terms of W3C DPV 2.3; another basis gets a record of
 * its own kind, so that nobody can ever count it as a consent.
 * Source: field list of ISO/IEC TS 27560 as the DPV guide on consent records publishes it; DPV 2.3.
 */
import { z } from 'zod';
import { DeskKind, Name } from '../directory/index.ts';
import { Id, Instant } from '../kernel/index.ts';
import { FieldCode } from './field-codes.ts';
import { DeskAddress } from './model.ts';

const Text = z.string().trim().min(1).max(8000);

/** DPV's consent statuses that this software uses, with DPV's IRI. */
export const CONSENT_STATUSES = [
  'https://w3id.org/dpv#ConsentRequested',
  'https://w3id.org/dpv#ConsentRequestDeferred',
  'https://w3id.org/dpv#ConsentGiven',
  'https://w3id.org/dpv#ConsentRefused',
  'https://w3id.org/dpv#ConsentWithdrawn',
  'https://w3id.org/dpv#ConsentExpired',
] as const;
export const ConsentStatus = z.enum(CONSENT_STATUSES);
export type ConsentStatus = z.infer<typeof ConsentStatus>;

/** A party: who it is, where, and how it is reached. */
export const ConsentParty = z.strictObject({
  party_id: Id,
  party_type: z.enum(['controller', 'recipient', 'data-subject']),
  name: Name,
  /** A place as coarse as the country: no address of a shelter is ever written down. */
  address: z.string().min(2).max(10),
  contact: z.string().min(1).max(200),
  role: DeskKind.nullable(),
});

export const ConsentRecord = z.strictObject({
  v: z.literal(1),
  kind: z.literal('consent'),
  schema_version: z.literal('ISO-IEC-TS-27560:2023'),
  record_id: Id,
  /** Identifies this state of the record; each change of status writes a new receipt. */
  receipt_id: Id,
  /** The conversation stands for the person: no name. */
  pii_principal_id: Id,
  processing: z.strictObject({
    /** The very words that were shown. */
    privacy_notice: z.strictObject({ why: Text, if_yes: Text, if_no: Text, disclosure: Text }),
    language: z.string().min(2).max(35),
    purpose: Text,
    purpose_type: z.literal('urn:amparo:purpose:protection-referral'),
    purpose_parent: z.literal('https://w3id.org/dpv#ServiceProvision'),
    lawful_basis: z.literal('https://w3id.org/dpv#ExplicitlyExpressedConsent'),
    pii_information: z
      .array(
        z.strictObject({
          pii_type: FieldCode,
          /** False where the person could leave it out; they always could. */
          pii_optional: z.boolean(),
          /** GDPR Articles 9 and 10. */
          special_category: z.boolean(),
        }),
      )
      .min(1)
      .max(30),
    pii_controllers: z.array(Id).min(1).max(2),
    collection_method: z.literal('from-the-person'),
    processing_method: z.literal('sent-once-sealed-to-one-desk'),
    storage_locations: z.array(z.string().min(2).max(120)).min(1).max(4),
    retention_period: z.strictObject({ until: Instant }),
    jurisdiction: z.array(z.string().min(2).max(10)).min(1).max(2),
    recipient_third_parties: z.array(DeskAddress).length(1),
    /** Whether it may be passed on: never by itself. */
    onward_sharing: z.literal(false),
    withdrawal_method: Text,
    service: z.literal('amparo'),
  }),
  parties: z.array(ConsentParty).min(2).max(4),
  events: z
    .array(
      z.strictObject({
        event_time: Instant,
        validity_duration: z.strictObject({ until: Instant }),
        entity_id: Id,
        event_type: z.literal('https://w3id.org/dpv#ExplicitlyExpressedConsent'),
        event_state: ConsentStatus,
        /** Who vouches, as the authorisation says. */
        attested_by: z.enum(['person-key', 'node', 'worker']),
        /** What the person understood, in their own words, where they wished to say. */
        in_own_words: z.string().max(2000).nullable(),
        /** Where the change is about some fields only: which. */
        pii_types: z.array(FieldCode).min(1).max(30).optional(),
      }),
    )
    .min(1)
    .max(20),
});
export type ConsentRecord = z.infer<typeof ConsentRecord>;

const DPV_BASES = {
  'vital-interest': 'https://w3id.org/dpv#VitalInterestOfDataSubject',
  'child-protection': 'https://w3id.org/dpv#PublicInterest',
  'court-order': 'https://w3id.org/dpv#LegalObligation',
  'legal-obligation': 'https://w3id.org/dpv#LegalObligation',
} as const;

/** A basis that is not consent: its own kind of record, never one of consent. */
export const BasisRecord = z.strictObject({
  v: z.literal(1),
  kind: z.literal('basis'),
  record_id: Id,
  pii_principal_id: Id,
  packet: Id,
  basis: z.enum(['vital-interest', 'child-protection', 'court-order', 'legal-obligation']),
  lawful_basis: z.enum([
    DPV_BASES['vital-interest'],
    DPV_BASES['child-protection'],
    DPV_BASES['court-order'],
  ]),
  provision: z.string().min(2).max(80).nullable(),
  /** The stated reason, as it went sealed with the packet. */
  statement: Text,
  pii_information: z.array(FieldCode).min(1).max(30),
  recipient: DeskAddress,
  member: Id,
  /** Whom the first member named; once somebody has signed, who did. */
  second_member: Id,
  at: Instant,
  /** When the second member signed; absent in the record that they read before. */
  signed_at: Instant.optional(),
});
export type BasisRecord = z.infer<typeof BasisRecord>;

/** The DPV term for a basis that is not consent. */
export function lawfulBasisOf(basis: BasisRecord['basis']): BasisRecord['lawful_basis'] {
  return DPV_BASES[basis];
}
