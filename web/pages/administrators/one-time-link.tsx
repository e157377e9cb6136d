// The link by which somebody gets in, shown this once: to copy, or to take into one's own mail program. Only its button closes it, so that a
// slip of the mouse does not lose it.
import type { ReactNode } from 'react';
import { Alert, Button, Group, Modal, Stack } from '@mantine/core';
import { IconInfoCircle, IconMail } from '@tabler/icons-react';
import type { InvitationLink } from '../../api/api-types.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './administrators.module.css';

export function OneTimeLink({
  name,
  email,
  link: { url, expiresAt },
  onClose,
}: {
  name: string;
  email: string;
  link: InvitationLink;
  onClose: () => void;
}): ReactNode {
  const { words, format } = useWords();
  const { link } = words.administrators;
  const shown = url ?? '';
  const mail = `mailto:${encodeURIComponent(email)}?${new URLSearchParams({ subject: link.subject, body: link.body(shown) }).toString().replaceAll('+', '%20')}`;
  return (
    <Modal
      opened
      onClose={onClose}
      title={link.title(name)}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={560}
    >
      <Stack>
        <p style={{ margin: 0 }}>{link.text(format.dateTime(expiresAt))}</p>
        <span className={classes['link']}>
          <CopyText value={shown} what={link.what} />
        </span>
        <Alert color="blue" variant="light" icon={<IconInfoCircle aria-hidden />}>
          {link.once}
        </Alert>
        <Group justify="flex-end">
          <Button component="a" href={mail} leftSection={<IconMail size={16} aria-hidden />}>
            {link.mail}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {link.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
