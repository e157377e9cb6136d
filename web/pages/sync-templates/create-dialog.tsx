// How a new template begins: the guide first, or straight to the form for whoever has the values already.
import type { ReactNode } from 'react';
import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../../words/words.tsx';
import classes from './sync-templates.module.css';

export function CreateDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplates;
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={told.createTitle}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <Stack>
        <p className={classes['note']}>{told.createText}</p>
        <Group>
          <Button
            component={Link}
            variant="filled"
            leftSection={<IconWand size={16} aria-hidden />}
            to="/integrations/ad-sync/$template/guide"
            params={{ template: 'new' } as never}
          >
            {told.openGuide}
          </Button>
          <Button component={Link} to="/integrations/ad-sync/$template" params={{ template: 'new' } as never}>
            {told.haveValues}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
