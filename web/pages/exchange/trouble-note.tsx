// What is wrong with an exchange, since when, what can be done, and that nothing is lost; one that is refused is tried again from here.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import type { Target } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Note } from '../../parts/note.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldTrouble } from './tell-trouble.tsx';
import { useTargetDeed } from './use-target-deed.ts';
import classes from './exchange.module.css';

export function TroubleNote({ target }: { target: Target }): ReactNode {
  const { words } = useWords();
  const told = words.exchanges;
  if (target.state === 'ending') return <Banner tone="warn">{told.endingText}</Banner>;
  if (target.state === 'paused') return <Banner tone="info">{told.pausedText}</Banner>;
  if (target.trouble === null) return null;
  return <Trouble target={target} />;
}

function Trouble({ target }: { target: Target }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const { trouble, state, stateSince, unavailableSince, restsUntil, name } = target;
  const resume = useTargetDeed(target.id, 'resume', words.exchanges.resumed);
  const told = words.exchanges;
  const isRefused = state === 'refused';
  const since = isRefused ? stateSince : unavailableSince;
  return (
    <Banner
      tone={isRefused ? 'bad' : 'warn'}
      title={isRefused ? told.refused(name) : unavailableSince ? told.away(name) : told.troubled(name)}
      action={
        can('target.feed') && (
          <Button loading={resume.isPending} onClick={() => resume.mutate()}>
            {told.tryAgain}
          </Button>
        )
      }
    >
      {trouble && <ToldTrouble trouble={trouble} />}
      <p className={classes['told']}>
        {since && told.since(format.dateTime(since))}{' '}
        {!isRefused && restsUntil && told.triedAgain(format.moment(restsUntil))} {told.kept}
      </p>
      {resume.error && <Failed error={resume.error} />}
    </Banner>
  );
}

interface BannerProps {
  tone: 'info' | 'warn' | 'bad';
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}

function Banner(props: BannerProps): ReactNode {
  return (
    <div className={classes['banner']}>
      <Note {...props} isSpoken />
    </div>
  );
}
