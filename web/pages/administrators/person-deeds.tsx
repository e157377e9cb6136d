// What can be done with one administrator, behind a button in the row; each deed asks in a dialog that names it. Nobody shuts out or removes
// himself here.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconKey, IconLock, IconLockOpen, IconPencil, IconTrash } from '@tabler/icons-react';
import type { Administrator } from '../../api/api-types.ts';
import { useMe } from '../../api/me.ts';
import { useWords } from '../../words/words.tsx';
import { ChangePerson } from './change-person.tsx';
import { InviteAgain } from './invite-again.tsx';
import { presentName } from './present-name.ts';
import { RemovePerson, ShutOutPerson, useLetIn } from './person-ends.tsx';

type Deed = 'change' | 'inviteAgain' | 'shutOut' | 'remove';

export function PersonDeeds({ person }: { person: Administrator }): ReactNode {
  const [deed, setDeed] = useState<Deed | null>(null);
  const close = (): void => setDeed(null);
  return (
    <>
      <DeedMenu person={person} onDeed={setDeed} />
      {deed === 'change' && <ChangePerson person={person} onClose={close} />}
      {deed === 'inviteAgain' && <InviteAgain person={person} onClose={close} />}
      {deed === 'shutOut' && <ShutOutPerson person={person} onClose={close} />}
      {deed === 'remove' && <RemovePerson person={person} onClose={close} />}
    </>
  );
}

function DeedMenu({ person, onDeed }: { person: Administrator; onDeed: (deed: Deed) => void }): ReactNode {
  const { words } = useWords();
  const { deeds } = words.administrators;
  const isSelf = useMe().id === person.id;
  const letIn = useLetIn(person);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={deeds.of(presentName(person))}>
          <IconDots size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onDeed('change')}>
          {deeds.change}
        </Menu.Item>
        {!person.disabled && (
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={() => onDeed('inviteAgain')}>
            {deeds.inviteAgain}
          </Menu.Item>
        )}
        {person.disabled && (
          <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={letIn}>
            {deeds.letIn}
          </Menu.Item>
        )}
        {!isSelf && !person.disabled && (
          <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => onDeed('shutOut')}>
            {deeds.shutOut}
          </Menu.Item>
        )}
        {!isSelf && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onDeed('remove')}
          >
            {deeds.remove}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
