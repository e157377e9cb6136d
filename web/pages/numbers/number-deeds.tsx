// What can be done with one number: freed while it cools, reserved, or let go again.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { NumberAnswer } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi } from '../../api/use-api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ReserveDialog } from './reserve-dialog.tsx';
import { useForgetNumbers, useRelease } from './use-numbers.ts';
import classes from './numbers.module.css';

export function NumberDeeds({ number }: { number: NumberAnswer }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [asking, setAsking] = useState<'free' | 'reserve' | null>(null);
  const release = useRelease();
  const w = words.numbers.one;
  if (!can('number.change')) return null;
  const isOpen = number.state === 'free' || number.state === 'cooling';
  return (
    <>
      {release.isError && <Failed error={release.error} what={words.numbers.refused} />}
      <Group gap="xs">
        {number.state === 'cooling' && <Button onClick={() => setAsking('free')}>{w.free}</Button>}
        {isOpen && <Button onClick={() => setAsking('reserve')}>{w.reserve}</Button>}
        {number.reserved && (
          <Button loading={release.isPending} onClick={() => release.mutate({ from: number.digits })}>
            {w.release}
          </Button>
        )}
      </Group>
      <FreeDialog digits={number.digits} isOpen={asking === 'free'} onClose={() => setAsking(null)} />
      {asking === 'reserve' && <ReserveDialog from={number.digits} onClose={() => setAsking(null)} />}
    </>
  );
}

function FreeDialog({
  digits,
  isOpen,
  onClose,
}: {
  digits: string;
  isOpen: boolean;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const forget = useForgetNumbers();
  const w = words.numbers.one;
  const free = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/numbers/{digits}/free', { path: { digits }, body: {} }),
    onSuccess: () => {
      toast(w.freed);
      onClose();
    },
    onSettled: forget,
  });
  return (
    <Confirm
      isOpen={isOpen}
      title={w.freeTitle(digits)}
      deed={w.freeTitle(digits)}
      isBusy={free.isPending}
      onConfirm={() => free.mutate()}
      onClose={onClose}
    >
      <p className={classes['text']}>{w.freeText}</p>
      {free.isError && <Failed error={free.error} what={words.numbers.refused} />}
    </Confirm>
  );
}
