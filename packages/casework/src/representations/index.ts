export { factsUsed } from './blocks.ts';
export { draftRepresentations } from './draft.ts';
export { draftDeadlineSheet, draftReconsideration, draftRightsLetter } from './other-drafts.ts';
export type { LetterFacts } from './draft.ts';
export { foldLetters } from './fold.ts';
export type { SavedLetter, SavedLetters } from './fold.ts';
export { Block, LetterDocument, RepresentationsSaved } from './model.ts';
