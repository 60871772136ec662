import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, fromUtf8, randomBytes, utf8 } from './bytes.ts';
import { CARD_SIZE, type SealedCard, openCard, openCards, sealCard } from './card.ts';
import { SealRefusal } from './refusal.ts';
import { refusalOf, toHex, withFlippedBit } from './testing/samples.ts';

const indexKey = randomBytes(32);
const place = { file: 'file-1', revision: 3 };

test('a card opens under the index key of its desk', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: CARD_SIZE - 4 }), async (bytes) => {
      const payload: Bytes = new Uint8Array(bytes);
      const sealed = await sealCard({ indexKey, ...place, payload });
      expect(sealed.length).toBe(1085);
      expect(await openCard({ indexKey, ...place, sealed })).toEqual(payload);
    }),
    { numRuns: 40 },
  );
});

test('a card longer than its room is refused', async () => {
  const payload = new Uint8Array(CARD_SIZE - 3);
  expect(await refusalOf(() => sealCard({ indexKey, ...place, payload }))).toBe('seal/too-large');
});

test('a card cannot be shown for another file, or an old revision for a new one', async () => {
  const sealed = await sealCard({ indexKey, ...place, payload: utf8('next: call on Friday') });
  for (const other of [
    { file: 'file-2', revision: 3 },
    { file: 'file-1', revision: 4 },
  ]) {
    expect(await refusalOf(() => openCard({ indexKey, ...other, sealed }))).toBe('seal/altered');
  }
});

test('the index key of another desk opens no card', async () => {
  const sealed = await sealCard({ indexKey, ...place, payload: utf8('x') });
  const other = randomBytes(32);
  expect(await refusalOf(() => openCard({ indexKey: other, ...place, sealed }))).toBe(
    'seal/not-committed',
  );
});

test('every single changed byte of a card is refused, and every truncation', async () => {
  const sealed = await sealCard({ indexKey, ...place, payload: utf8('x') });
  for (let at = 0; at < sealed.length; at++) {
    const changed = withFlippedBit(sealed, at);
    await refusalOf(() => openCard({ indexKey, ...place, sealed: changed }));
    const cut = sealed.slice(0, at);
    expect(await refusalOf(() => openCard({ indexKey, ...place, sealed: cut }))).toBe(
      'seal/malformed',
    );
  }
});

test('a caseload opens in order, and a damaged card hides no other', async () => {
  const cards: SealedCard[] = [];
  for (let at = 0; at < 200; at++) {
    const file = `file-${at}`;
    const sealed = await sealCard({ indexKey, file, revision: 1, payload: utf8(`card ${at}`) });
    cards.push({ file, revision: 1, sealed: at === 7 ? withFlippedBit(sealed, 900) : sealed });
  }
  const opened = await openCards(indexKey, cards);
  expect(opened).toHaveLength(200);
  for (const [at, card] of opened.entries()) {
    if (at === 7) expect(card).toMatchObject({ code: 'seal/altered' });
    else expect(card instanceof SealRefusal ? card.code : fromUtf8(card)).toBe(`card ${at}`);
  }
});

test('equal cards look different', async () => {
  const card = { indexKey, ...place, payload: utf8('x') };
  const [one, two] = [await sealCard(card), await sealCard(card)];
  expect(toHex(one.slice(33))).not.toBe(toHex(two.slice(33)));
});
