// For a form that is saved over the version that was read: when somebody else has saved it meanwhile, what they have made of it is read, and
// both are laid side by side. What was typed stays where it is until something is chosen.
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Api } from '../api/api.ts';
import { readLastChange } from '../api/last-change.ts';
import type { LastChange } from '../api/last-change.ts';
import { Problem } from '../api/problem.ts';
import { useApi } from '../api/use-api.ts';
import { useWords } from '../words/words.tsx';
import { CompareDialog } from './compare-dialog.tsx';

/** Values of a form, and the tag of the version that they were read from. */
export interface Version<T> {
  values: T;
  etag: string;
}

interface MeanwhileParts<T extends object, K extends keyof T & string> {
  /** What the audit log calls it: kind and id. */
  subject: readonly [kind: string, id: string];
  read: (api: Api) => Promise<Version<T>>;
  keys: readonly K[];
  label: (key: K) => string;
  tell: (key: K, values: T) => ReactNode;
  base: T;
  mine: T;
  isSaving: boolean;
  onChoose: (merged: T, theirs: Version<T>) => void;
}

interface Meanwhile {
  /** To be given to the mutation that saves. */
  onError: (error: unknown) => Promise<void>;
  dialog: ReactNode;
}

export const isMeanwhile = (error: unknown): boolean => error instanceof Problem && error.status === 412;

export function useMeanwhile<T extends object, K extends keyof T & string>({
  subject: [kind, id],
  read,
  onChoose,
  ...rest
}: MeanwhileParts<T, K>): Meanwhile {
  const { words, format } = useWords();
  const api = useApi();
  const [found, setFound] = useState<{ theirs: Version<T>; by: LastChange | null } | null>(null);
  return {
    async onError(error) {
      if (!isMeanwhile(error)) return;
      const [theirs, by] = await Promise.all([read(api), readLastChange(api, kind, id)]);
      setFound({ theirs, by });
    },
    dialog: found && (
      <CompareDialog
        {...rest}
        theirs={found.theirs.values}
        title={
          found.by ? words.compare.by(found.by.name, format.moment(found.by.at)) : words.compare.byUnknown
        }
        onChoose={(merged) => {
          setFound(null);
          onChoose(merged, found.theirs);
        }}
        onClose={() => setFound(null)}
      />
    ),
  };
}
