// Asks until when a person is ignored, and why; both may be left open.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Stack, Textarea } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { DateField } from '../../parts/date-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { WordsAbout } from './use-words-about.ts';

export function IgnoreDialog({ about, onClose }: { about: WordsAbout; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const w = words.people.explain();
  const [until, setUntil] = useState('');
  const [why, setWhy] = useState('');
  const ignore = (event: FormEvent): void => {
    event.preventDefault();
    about.mutate(
      { say: 'ignore', until: until || null, why: why.trim() || null },
      {
        onSuccess: () => {
          toast(w.ignored, { label: words.common.undo, go: () => about.mutateAsync({ say: 'unignore' }) });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={w.ignoreTitle} onClose={onClose}>
      <form onSubmit={ignore}>
        <Stack>
          <span>{w.ignoreText}</span>
          {about.isError && <Failed error={about.error} what={w.failedDeed} />}
          <Fields until={until} why={why} onUntil={setUntil} onWhy={setWhy} />
          <DialogFoot deed={w.ignore} isBusy={about.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  until: string;
  why: string;
  onUntil: (until: string) => void;
  onWhy: (why: string) => void;
}

function Fields({ until, why, onUntil, onWhy }: FieldsProps): ReactNode {
  const { words } = useWords();
  const w = words.people.explain();
  return (
    <>
      <DateField label={w.ignoreUntil} value={until} onChange={onUntil} />
      <Textarea
        label={w.why}
        maxLength={1000}
        autosize
        minRows={2}
        value={why}
        onChange={(event) => onWhy(event.currentTarget.value)}
      />
    </>
  );
}
