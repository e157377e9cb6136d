// Asks before a deed that takes away or touches many. Its button names the deed and the count, never OK or Yes; where much is at stake
// the count has to be typed.
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useWords } from '../words/words.tsx';
import { useFocusBack } from './use-focus-back.ts';

interface ConfirmProps {
  isOpen: boolean;
  title: string;
  /** What happens, and what does not. */
  children: ReactNode;
  /** The deed with its count: "Ta bort 6 användare". */
  deed: string;
  isDangerous?: boolean;
  /** Has to be typed before the deed can be done. */
  typed?: string;
  /** While it is being done. */
  isBusy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

export function Confirm({ isOpen, title, onClose, ...form }: ConfirmProps): ReactNode {
  const { words } = useWords();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <ConfirmForm onClose={onClose} {...form} />
    </Modal>
  );
}

function ConfirmForm({
  children,
  deed,
  isDangerous,
  typed,
  isBusy = false,
  onConfirm,
  onClose,
}: Omit<ConfirmProps, 'isOpen' | 'title'>): ReactNode {
  const { words } = useWords();
  useFocusBack();
  const [text, setText] = useState('');
  const plain = (value: string): string => value.replaceAll(/\s/gu, '');
  const mayGo = typed === undefined || plain(text) === plain(typed);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (mayGo && !isBusy) onConfirm();
  };
  return (
    <form onSubmit={send}>
      <Stack>
        {children}
        {typed !== undefined && (
          <TextInput
            label={words.parts.typeCount(typed)}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            inputMode="numeric"
          />
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button
            type="submit"
            variant="filled"
            color={isDangerous ? 'red' : 'iris'}
            disabled={!mayGo}
            loading={isBusy}
          >
            {deed}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
