import { expect, test } from 'vitest';
import { listDisclosureDuties } from './index.ts';
import { loadSmall, provision } from './testing/small-law.ts';

const duty = provision({
  id: 'P',
  category: 'disclosure-duty',
  title: 'Officials tell the ministry',
});

test('whom authorities must tell is shown where it is known, and never passed over where it is not', () => {
  const [aa, north] = listDisclosureDuties(loadSmall([duty]), ['AA', 'BB-N'], '2026-01-01');
  expect(aa).toMatchObject({ extent: 'AA', known: true });
  expect(aa?.sentence).toContain('In Aaland: Officials tell the ministry.');
  expect(north).toMatchObject({ extent: 'BB-N', known: false, duties: [] });
  expect(north?.sentence).toBe(
    'We do not know whom authorities in North Beland must tell. Ask a lawyer there before sharing.',
  );
});
