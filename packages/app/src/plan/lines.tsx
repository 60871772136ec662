import { LawText } from '../law/law-text.tsx';

/** Sentences of the law, one under the other. */
export function Lines({ of }: { readonly of: readonly string[] }) {
  return (
    <ul className="lines">
      {of.map((line) => (
        <li key={line}>
          <LawText>{line}</LawText>
        </li>
      ))}
    </ul>
  );
}
