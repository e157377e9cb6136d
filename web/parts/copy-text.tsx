// A raw value (an id, a number) in monospace with a button that copies it.
import type { ReactNode } from 'react';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useWords } from '../words/words.tsx';
import classes from './copy-text.module.css';

/** what: what the value is, for the button's name. */
export function CopyText({ value, what }: { value: string; what: string }): ReactNode {
  const { words } = useWords();
  return (
    <span className={classes['text']}>
      <code>{value}</code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? words.common.copied : words.common.copy}>
            <ActionIcon
              size={24}
              variant="subtle"
              color="gray"
              aria-label={words.parts.copyThing(what)}
              onClick={copy}
            >
              {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}
