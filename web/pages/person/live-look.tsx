// Whether what stands here was asked of Entra just now, and the way to ask again.
import type { ReactNode } from 'react';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ExplanationLook } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './person.module.css';

export function LiveLook({
  live,
  isAsking,
  onAgain,
}: {
  live: ExplanationLook;
  isAsking: boolean;
  onAgain: () => void;
}): ReactNode {
  const { words, format } = useWords();
  const w = words.people.explain();
  const text = !live.isAsked
    ? w.notAsked
    : live.why === null && live.at !== null
      ? w.live(format.time(live.at))
      : w.notLive;
  return (
    <span className={classes['live']} role="status">
      {text}
      <Tooltip label={w.askAgain}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={w.askAgain}
          loading={isAsking}
          onClick={onAgain}
        >
          <IconRefresh size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
