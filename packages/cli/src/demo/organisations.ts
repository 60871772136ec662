/** The invented organisations of the demo. Every name says that it is one; nobody here exists. */
import type { MemberPlan, OrganisationPlan } from '@amparo/app/client';

/** A plan whose passphrases are drawn when the demo is first started. */
export interface DemoOrganisation extends Omit<OrganisationPlan, 'members'> {
  readonly members: readonly Omit<MemberPlan, 'passphrase'>[];
}

const nobody = { immigration: false, police: false };

/** An organisation with one desk and one member, who leads it. */
function oneDesk(
  name: string,
  desk: OrganisationPlan['desks'][number],
  member: string,
): DemoOrganisation {
  const members = [{ name: member, desks: [{ name: desk.name, role: 'lead' as const }] }];
  return { name, desks: [desk], members };
}

/** The demo's organisations, the one with the hotline first. */
export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    name: 'Support organisation (demo)',
    desks: [
      { name: 'Hotline (demo)', kind: 'hotline' },
      { name: 'Casework (demo)', kind: 'casework' },
    ],
    members: [
      { name: 'Lead caseworker (demo)', desks: [{ name: 'Casework (demo)', role: 'lead' }] },
      { name: 'Second caseworker (demo)', desks: [{ name: 'Casework (demo)', role: 'member' }] },
      { name: 'Hotline worker (demo)', desks: [{ name: 'Hotline (demo)', role: 'lead' }] },
    ],
  },
  oneDesk(
    'Independent guardian service (demo)',
    { name: 'Guardians (demo)', kind: 'casework' },
    'Guardian (demo)',
  ),
  oneDesk(
    'Law centre (demo)',
    { name: 'Duty lawyers (demo)', kind: 'legal' },
    'Duty lawyer (demo)',
  ),
  oneDesk(
    'Safe house (demo)',
    { name: 'Shelter (demo)', kind: 'shelter' },
    'Shelter worker (demo)',
  ),
  {
    name: 'Clinic (demo)',
    desks: [
      { name: 'Health (demo)', kind: 'health' },
      { name: 'Therapy (demo)', kind: 'therapy' },
    ],
    members: [
      { name: 'Nurse (demo)', desks: [{ name: 'Health (demo)', role: 'lead' }] },
      { name: 'Therapist (demo)', desks: [{ name: 'Therapy (demo)', role: 'lead' }] },
    ],
  },
  oneDesk(
    'Police unit (demo)',
    { name: 'Investigators (demo)', kind: 'police', enforces: { ...nobody, police: true } },
    'Investigator (demo)',
  ),
  oneDesk(
    'Prosecution service (demo)',
    { name: 'Prosecutors (demo)', kind: 'prosecution' },
    'Prosecutor (demo)',
  ),
  oneDesk('Court (demo)', { name: 'Court office (demo)', kind: 'court' }, 'Court clerk (demo)'),
  oneDesk(
    'Identification authority (demo)',
    { name: 'Decisions (demo)', kind: 'authority', enforces: { ...nobody, immigration: true } },
    'Decision maker (demo)',
  ),
  oneDesk(
    'Liaison office (demo)',
    { name: 'Cross-border liaison (demo)', kind: 'liaison' },
    'Liaison officer (demo)',
  ),
  oneDesk(
    'Task force (demo)',
    { name: 'Task force (demo)', kind: 'taskforce' },
    'Task-force coordinator (demo)',
  ),
  oneDesk('Compensation fund (demo)', { name: 'Fund (demo)', kind: 'fund' }, 'Fund officer (demo)'),
  oneDesk(
    'Oversight body (demo)',
    { name: 'Oversight (demo)', kind: 'oversight' },
    'Oversight officer (demo)',
  ),
];

/** The organisations of the demo's second node, across the border. */
export const ROMANIAN_ORGANISATIONS: readonly DemoOrganisation[] = [
  {
    name: 'Asociația de sprijin (demo)',
    desks: [
      { name: 'Legătură externă (demo)', kind: 'liaison' },
      { name: 'Asistență juridică (demo)', kind: 'legal' },
      { name: 'Lucru de caz (demo)', kind: 'casework' },
      { name: 'Linie de ajutor (demo)', kind: 'hotline' },
    ],
    members: [
      {
        name: 'Ofițer de legătură (demo)',
        desks: [{ name: 'Legătură externă (demo)', role: 'lead' }],
      },
      { name: 'Avocată (demo)', desks: [{ name: 'Asistență juridică (demo)', role: 'lead' }] },
      { name: 'Lucrătoare de caz (demo)', desks: [{ name: 'Lucru de caz (demo)', role: 'lead' }] },
      {
        name: 'Al doilea lucrător (demo)',
        desks: [{ name: 'Lucru de caz (demo)', role: 'member' }],
      },
      { name: 'Operatoare (demo)', desks: [{ name: 'Linie de ajutor (demo)', role: 'lead' }] },
    ],
  },
  oneDesk(
    'Autoritatea de migrație (demo)',
    { name: 'Decizii (demo)', kind: 'authority', enforces: { ...nobody, immigration: true } },
    'Funcționar (demo)',
  ),
  oneDesk(
    'Organism de supraveghere (demo)',
    { name: 'Supraveghere (demo)', kind: 'oversight' },
    'Membru al organismului (demo)',
  ),
];
