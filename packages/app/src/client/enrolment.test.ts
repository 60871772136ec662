import { verifyChain } from '@amparo/seal';
import { expect, test } from 'vitest';
import { createOrganisation } from './enrolment.ts';
import type { OrganisationPlan } from './enrolment.ts';
import { rootOf } from './trust.ts';

const NOW = '2031-05-03T10:00:00.000Z';
const lead = (name: string, passphrase = 'three quiet words') => ({
  name: 'Worker (test)',
  passphrase,
  desks: [{ name, role: 'lead' as const }],
});
const plan: OrganisationPlan = {
  name: 'Organisation (test)',
  desks: [{ name: 'Casework', kind: 'casework' }],
  members: [lead('Casework')],
};

test('every member of a new organisation is certified along a chain from its root', async () => {
  const made = await createOrganisation(plan, NOW);
  if (!made.ok) throw new Error('a plan that can be made');
  const { joining, statement } = made.value;
  const [desk] = joining.desks;
  const [member] = joining.members;
  const certificate = member?.memberships[0]?.certificate;
  if (desk === undefined || certificate === undefined) throw new Error('a desk and a member');
  const chain = await verifyChain([desk, certificate], { root: rootOf(statement), now: NOW });
  expect(chain.member?.subject['name']).toBe('Worker (test)');
});

test('what the node is given opens nothing: no passphrase, no card, no secret key', async () => {
  const made = await createOrganisation(plan, NOW);
  if (!made.ok) throw new Error('a plan that can be made');
  const given = JSON.stringify(made.value.joining);
  const { cards, root } = made.value;
  const secrets = [
    'quiet',
    cards[0]?.card ?? 'none',
    Buffer.from(root.secretKey).toString('base64url'),
  ];
  for (const secret of secrets) expect(given).not.toContain(secret);
});

test('a plan that would leave somebody outside is refused before any key is drawn', async () => {
  const wrong: OrganisationPlan[] = [
    { ...plan, desks: [] },
    { ...plan, members: [] },
    { ...plan, members: [lead('Elsewhere')] },
    { ...plan, members: [{ ...lead('Casework'), desks: [] }] },
    { ...plan, members: [{ ...lead('x'), desks: [{ name: 'Casework', role: 'member' }] }] },
    { ...plan, members: [lead('Casework', 'too short')] },
    { ...plan, desks: [...plan.desks, { name: 'Casework', kind: 'legal' }] },
    { ...plan, desks: [...plan.desks, { name: 'Legal', kind: 'legal' }] },
  ];
  for (const each of wrong) {
    const refused = await createOrganisation(each, NOW);
    expect(refused).toMatchObject({ refusal: { code: 'request/malformed' } });
  }
});
