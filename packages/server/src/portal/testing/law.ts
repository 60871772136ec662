/** The law packs of this release, for tests: built and opened as a node does it. */
import type { Packs } from '@amparo/law';
import { buildLaw, openLaw } from '../rights/built-law.ts';

let packs: Promise<Packs> | undefined;

export function testLaw(): Promise<Packs> {
  packs ??= buildLaw().then(openLaw);
  return packs;
}
