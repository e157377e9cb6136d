// The columns of all companies: name, the one thing that needs somebody most, templates, users, when a sync went well last, when the first
// secret ends. The name is a link, for whoever opens companies beside each other.
import { useMemo } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDotted,
  IconCircleX,
  IconClockExclamation,
  IconHourglass,
  IconKey,
  IconPlayerPause,
} from '@tabler/icons-react';
import type { CompanyHealth } from '../../api/api-types.ts';
import type { Column } from '../../parts/table/column.ts';
import { useWords } from '../../words/words.tsx';
import classes from './companies.module.css';

const signs = {
  failed: IconCircleX,
  waiting: IconHourglass,
  trouble: IconAlertTriangle,
  expiring: IconKey,
  late: IconClockExclamation,
  notRun: IconCircleDotted,
  paused: IconPlayerPause,
  notSetUp: IconCircleDashed,
  ok: IconCircleCheck,
} as const;

export function useCompanyColumns(onOpen: (company: string) => void): readonly Column<CompanyHealth>[] {
  const { words, format } = useWords();
  return useMemo(() => {
    const { all } = words.company;
    return [
      {
        id: 'name',
        label: all.name,
        width: 250,
        cell: ({ company }) => <Name company={company} onOpen={onOpen} />,
      },
      { id: 'health', label: all.health, width: 220, cell: ({ health }) => <Health health={health} /> },
      {
        id: 'templates',
        label: all.templates,
        width: 200,
        cell: ({ templates }) => quiet(format.list(templates) || '–'),
      },
      { id: 'users', label: all.users, width: 140, cell: ({ linked }) => quiet(format.number(linked)) },
      {
        id: 'lastSuccess',
        label: all.lastSuccess,
        width: 130,
        cell: ({ lastSuccessAt }) => quiet(lastSuccessAt ? format.dateTime(lastSuccessAt) : all.never),
      },
      {
        id: 'credential',
        label: all.credential,
        width: 130,
        // At noon it is that day in every time zone that a company may have.
        cell: ({ credentialEndsOn: day }) => quiet(day ? format.date(`${day}T12:00:00Z`) : '–'),
      },
    ];
  }, [words, format, onOpen]);
}

const quiet = (text: string): ReactNode => <span className={classes['quiet']}>{text}</span>;

function Name({
  company: { id, name },
  onOpen,
}: {
  company: CompanyHealth['company'];
  onOpen: (company: string) => void;
}): ReactNode {
  const go = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(id);
  };
  return (
    <a href={`/?company=${id}`} className={classes['name']} tabIndex={-1} onClick={go}>
      {name}
    </a>
  );
}

function Health({ health: { is, count } }: { health: CompanyHealth['health'] }): ReactNode {
  const { words, format } = useWords();
  const { states, counted } = words.company.all;
  const Sign = signs[is];
  return (
    <span className={classes['health']} data-is={is}>
      <Sign size={15} aria-hidden />
      {is === 'waiting' || is === 'trouble' ? counted[is](count, format.number(count)) : states[is]}
    </span>
  );
}
