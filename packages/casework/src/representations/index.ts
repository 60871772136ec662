export { draftRepresentations, factsUsed } from './draft.ts';
export type { LetterFacts } from './draft.ts';
export { foldLetters } from './fold.ts';
export type { SavedLetter, SavedLetters } from './fold.ts';
export { Block, LetterDocument, RepresentationsSaved } from './model.ts';
