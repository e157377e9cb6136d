// A run that waits or goes: its phases, how far it is in people, how fast, what it waits for, and whether the server is still heard.
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Progress as Bar } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { Run } from '../../api/api-types.ts';
import { Note } from '../../parts/note.tsx';
import { useWords } from '../../words/words.tsx';
import { decideRate, decideShare, decideTimeLeft } from './live-news.ts';
import type { News, Stage } from './live-news.ts';
import classes from './run.module.css';

interface ProgressProps {
  run: Run;
  live: { news: News; isLost: boolean };
}

export function Progress({ run, live: { news, isLost } }: ProgressProps): ReactNode {
  const { words } = useWords();
  return (
    <div className={classes['progress']}>
      {run.state === 'queued' ? <p>{words.runs.queuedText}</p> : <Phases run={run} news={news} />}
      {run.state === 'running' && <HowFar news={news} />}
      {isLost && (
        <Note tone="warn" title={words.runs.lostContact} isSpoken>
          {words.runs.lostContactText}
        </Note>
      )}
      <Spoken run={run} news={news} />
    </div>
  );
}

type Phase = 'reading' | 'planning' | 'brakes' | 'applying' | 'reporting' | 'undoing';
const phaseOf: Readonly<Record<Stage, Phase>> = {
  reading: 'reading',
  planning: 'planning',
  applying: 'applying',
};

function phasesOf({ trigger, preview }: Run): readonly Phase[] {
  if (trigger === 'undo') return ['undoing', 'reporting'];
  return preview
    ? ['reading', 'planning', 'brakes']
    : ['reading', 'planning', 'brakes', 'applying', 'reporting'];
}

function Phases({ run, news }: { run: Run; news: News }): ReactNode {
  const { words } = useWords();
  const phases = phasesOf(run);
  const stage = news.stage === null ? null : phaseOf[news.stage];
  const now = Math.max(0, stage === null || run.trigger === 'undo' ? 0 : phases.indexOf(stage));
  return (
    <ol className={classes['phases']}>
      {phases.map((phase, at) => {
        const state = at < now ? 'done' : at === now ? 'now' : 'ahead';
        return (
          <li key={phase} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <span className={classes['mark']}>
              {state === 'done' ? <IconCheck size={13} stroke={2.4} aria-hidden /> : at + 1}
            </span>
            {words.runs.phases[phase]}
            <span className="visually-hidden">{words.runs.phaseStates[state]}</span>
          </li>
        );
      })}
    </ol>
  );
}

function HowFar({ news }: { news: News }): ReactNode {
  const { words, format } = useWords();
  const share = decideShare(news);
  const rate = decideRate(news);
  const left = decideTimeLeft(news);
  const seconds = useSecondsUntil(news.waitsUntil);
  const told = [
    words.runs.people(format.number(news.people), news.total === null ? null : format.number(news.total)),
    rate !== null && words.runs.rate(format.number(Math.round(rate))),
    left !== null && left > 1_000 && words.runs.timeLeft(format.duration(left)),
  ];
  return (
    <>
      <Bar.Root size={8} radius={4}>
        <Bar.Section
          value={share === null ? 100 : share * 100}
          animated={share === null}
          striped={share === null}
          aria-label={words.runs.progress}
        />
      </Bar.Root>
      <p className={classes['howFar']}>
        {seconds > 0
          ? words.runs.waitingForMicrosoft(format.number(seconds))
          : told.filter((one) => one !== false).join(' · ')}
      </p>
    </>
  );
}

/** Whole seconds, 0 once it is over. */
function useSecondsUntil(until: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (until === null || until <= Date.now()) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [until]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000));
}

/** Start and each tenth; the end is told by what comes instead of this (ending.tsx). */
function Spoken({ run, news }: { run: Run; news: News }): ReactNode {
  const { words, format } = useWords();
  const share = decideShare(news);
  const tenth = share === null ? 0 : Math.floor(share * 10);
  const phase = news.stage === null ? null : words.runs.phases[phaseOf[news.stage]];
  const isEarly = tenth === 0 || phase === null;
  const told = isEarly ? words.runs.spokenStart : words.runs.spokenTenth(phase, format.percent(tenth / 10));
  return (
    <p className="visually-hidden" role="status">
      {run.state === 'running' ? told : ''}
    </p>
  );
}
