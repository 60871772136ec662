/** A form that says what is wrong only after somebody tried to save it, and saves once at a time. */
import { useState } from 'react';
import { useWords } from '../words/index.ts';
import type { WordKey } from '../words/index.ts';

/** What was written, as read: complete, or one field and what is wrong with it. */
type Checked<Field extends string> =
  { readonly ok: true } | { readonly ok: false; readonly field: Field; readonly fault: WordKey };

interface CheckedForm<Field extends string> {
  readonly busy: boolean;
  readonly faultAt: (field: Field) => string | undefined;
  readonly save: () => Promise<void>;
}

export function useCheckedForm<Field extends string, Read extends Checked<Field>>(
  read: Read | Extract<Checked<Field>, { ok: false }>,
  onSave: (read: Extract<Read, { ok: true }>) => Promise<void>,
): CheckedForm<Field> {
  const { t } = useWords();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const faultAt = (field: Field) =>
    tried && !read.ok && read.field === field ? t(read.fault) : undefined;
  const save = async () => {
    setTried(true);
    if (busy || !read.ok) return;
    setBusy(true);
    await onSave(read as Extract<Read, { ok: true }>);
    setBusy(false);
  };
  return { busy, faultAt, save };
}
