export { factsUsed } from './blocks.ts';
export { draftRepresentations } from './draft.ts';
export { draftDeadlineSheet, draftReconsideration } from './other-drafts.ts';
export { draftRightsLetter } from './rights-letter.ts';
export type { RightsLetterWords } from './rights-letter.ts';
export type { LetterFacts } from './draft.ts';
export { foldLetters } from './fold.ts';
export type { SavedLetter, SavedLetters } from './fold.ts';
export { Block, LetterDocument, RepresentationsSaved } from './model.ts';
