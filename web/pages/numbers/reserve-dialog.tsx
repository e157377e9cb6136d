// Reserves a number or a range, with why. What the server refuses stands in the dialog: nothing was reserved then.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Stack, TextInput } from '@mantine/core';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogFoot } from '../../parts/dialog-foot.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { useReserve } from './use-numbers.ts';
import classes from './numbers.module.css';

export function ReserveDialog({
  from: given = '',
  onClose,
}: {
  /** The number that it began with. */
  from?: string;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const w = words.numbers;
  const [from, setFrom] = useState(given);
  const [to, setTo] = useState('');
  const [why, setWhy] = useState('');
  const reserve = useReserve();
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const range = { from: toDigits(from), ...(to.trim() && { to: toDigits(to) }) };
    reserve.mutate({ ...range, why: why.trim() || null }, { onSuccess: onClose });
  };
  return (
    <Dialog title={w.reserver.title} onClose={onClose}>
      <form onSubmit={send}>
        <Stack>
          <p className={classes['text']}>{w.reserver.text}</p>
          {reserve.isError && <Failed error={reserve.error} what={w.refused} />}
          <Digits label={w.from} value={from} onChange={setFrom} isRequired />
          <Digits label={w.to} value={to} onChange={setTo} />
          <TextInput
            label={w.why}
            maxLength={200}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          <DialogFoot deed={w.reserve} isBusy={reserve.isPending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** However it is spaced; the country code stands in it. */
const toDigits = (text: string): string => text.replaceAll(/\D/gu, '');

function Digits({
  label,
  value,
  onChange,
  isRequired,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  isRequired?: boolean;
}): ReactNode {
  const { words } = useWords();
  return (
    <TextInput
      label={label}
      description={words.numbers.digits}
      inputMode="tel"
      required={isRequired ?? false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
