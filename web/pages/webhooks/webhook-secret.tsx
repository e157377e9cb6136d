// A secret that is shown this once: the dialog does not go by a stray key or click.
import type { ReactNode } from 'react';
import { Button, Modal, Stack } from '@mantine/core';
import { CopyText } from '../../parts/copy-text.tsx';
import { useWords } from '../../words/words.tsx';

export function WebhookSecret({
  secret,
  onClose,
}: {
  secret: string | null;
  onClose: () => void;
}): ReactNode {
  const { words } = useWords();
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={words.webhooks.secretTitle}
    >
      <Stack>
        <p>{words.webhooks.secretText}</p>
        {secret !== null && <CopyText value={secret} what={words.webhooks.secret} />}
        <Button variant="filled" onClick={onClose}>
          {words.webhooks.understood}
        </Button>
      </Stack>
    </Modal>
  );
}
