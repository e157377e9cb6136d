// Somebody else has saved the template since it was opened: the fields of the form side by side, Provider Settings as text.
import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { SyncTemplate } from '../../../api/api-types.ts';
import type { Tagged } from '../../../api/api.ts';
import { CompareDialog as Comparing } from '../../../parts/compare-dialog.tsx';
import { useWords } from '../../../words/words.tsx';
import { draftKeys, draftOf, isSame } from './draft.ts';
import type { Draft, DraftKey } from './draft.ts';
import { useTellValue } from './tell-value.ts';
import type { Conflict } from './use-saving.ts';

interface CompareProps {
  conflict: Conflict;
  /** As it was when the typing began. */
  base: Draft;
  mine: Draft;
  isSaving: boolean;
  onChoose: (merged: Draft, theirs: Tagged<SyncTemplate>) => void;
  onClose: () => void;
}

export function CompareDialog({ conflict, onChoose, ...rest }: CompareProps): ReactNode {
  const { words, format } = useWords();
  const told = words.syncTemplate;
  const { by } = conflict;
  const theirs = useMemo(() => draftOf(conflict.theirs.data), [conflict]);
  const tellValue = useTellValue();
  const tell = useCallback(
    (key: DraftKey, draft: Draft): ReactNode =>
      key === 'provider' ? <pre>{tellValue(key, draft)}</pre> : tellValue(key, draft),
    [tellValue],
  );
  return (
    <Comparing
      {...rest}
      title={by ? told.changedBy(by.name, format.moment(by.at)) : told.changedByUnknown}
      keys={draftKeys}
      theirs={theirs}
      isSame={isSame}
      label={(key) => told.fields[key]}
      tell={tell}
      onChoose={(merged) => onChoose(merged, conflict.theirs)}
    />
  );
}
