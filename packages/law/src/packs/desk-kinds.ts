/** The kinds of desk of this project, as docs and packs name them. */
export const DESK_KINDS = [
  'hotline',
  'casework',
  'shelter',
  'legal',
  'health',
  'therapy',
  'police',
  'prosecution',
  'court',
  'authority',
  'liaison',
  'taskforce',
  'fund',
  'oversight',
] as const;
