// Asks until when a person is ignored, and why; both may be left open.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Textarea } from '@mantine/core';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { DateField } from '../../parts/date-field.tsx';
import { useWords } from '../../words/words.tsx';
import type { WordsAbout } from './use-words-about.ts';

export function IgnoreDialog({
  isOpen,
  about,
  onClose,
}: {
  isOpen: boolean;
  about: WordsAbout;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const w = words.people.explain();
  const [until, setUntil] = useState('');
  const [why, setWhy] = useState('');
  const ignore = (): void =>
    about.mutate(
      { say: 'ignore', until: until || null, why: why.trim() || null },
      {
        onSuccess: () => {
          toast(w.ignored, { label: words.common.undo, go: () => about.mutateAsync({ say: 'unignore' }) });
          onClose();
        },
      },
    );
  return (
    <Confirm
      isOpen={isOpen}
      title={w.ignoreTitle}
      deed={w.ignore}
      isBusy={about.isPending}
      onConfirm={ignore}
      onClose={onClose}
    >
      <span>{w.ignoreText}</span>
      {about.isError && <Failed error={about.error} what={w.failedDeed} />}
      <Fields until={until} why={why} onUntil={setUntil} onWhy={setWhy} />
    </Confirm>
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
