// A new link to the details of a user's phone: asked for with what it means, and shown this once. The dialog with the link does not go by a
// stray key or click.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Modal, Stack } from '@mantine/core';
import type { PhoneLink as MadeLink, UserInFull } from '../../api/api-types.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { CopyText } from '../../parts/copy-text.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed, userPath } from './use-user.ts';

export function PhoneLink({ user, onClose }: { user: UserInFull; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const [link, setLink] = useState<MadeLink | null>(null);
  const make = useDeed(async (api) => {
    setLink(await api.call('post', `${userPath}/sip-account/link`, { path: { user: user.id } }));
  });
  const told = words.exchanges;
  if (link) return <Shown link={link} onClose={onClose} />;
  return (
    <Confirm
      isOpen
      title={told.newLink}
      deed={told.newLinkDeed}
      isBusy={make.isPending}
      onConfirm={() => make.mutate()}
      onClose={onClose}
    >
      <p>{told.newLinkText}</p>
      <ToldProblem error={make.error} />
    </Confirm>
  );
}

function Shown({ link, onClose }: { link: MadeLink; onClose: () => void }): ReactNode {
  const { words, format } = useWords();
  const told = words.exchanges;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={told.linkTitle}
    >
      <Stack>
        <p>{told.linkText(format.dateTime(link.expiresAt))}</p>
        <CopyText value={link.url} what={told.link} />
        <Button variant="filled" onClick={onClose}>
          {told.linkUnderstood}
        </Button>
      </Stack>
    </Modal>
  );
}
