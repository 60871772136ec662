/** A text out of a law pack: packs are written in English, so it is marked as English anywhere. */
export function LawText({ children }: { readonly children: string | undefined }) {
  return (
    <span lang="en" dir="ltr" className="law-text">
      {children}
    </span>
  );
}
