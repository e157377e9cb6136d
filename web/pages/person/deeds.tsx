// What can be done about one person: run her alone, go to her user, ignore her or not, create her anyway or not.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { PersonExplanation } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { IgnoreDialog } from './ignore-dialog.tsx';
import type { PersonRunState } from './use-person-run.ts';
import { useWordsAbout } from './use-words-about.ts';

interface DeedsProps {
  templateId: string;
  explanation: PersonExplanation;
  run: PersonRunState;
}

export function Deeds({ templateId, explanation, run }: DeedsProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const w = words.people.explain();
  const { user } = explanation;
  const isPaused = explanation.stations.some(({ codes }) => codes.includes('template.paused'));
  return (
    <>
      {user && (
        <Button component={Link} to="/users/$user" params={{ user: user.id } as never}>
          {w.toUser}
        </Button>
      )}
      {can('person.decide') && <Decisions templateId={templateId} explanation={explanation} />}
      {can('run.start') && (
        <Button
          variant="filled"
          loading={run.isRunning}
          {...(isPaused && {
            'aria-disabled': true,
            'data-disabled': true,
            title: w.pausedRun,
            'aria-description': w.pausedRun,
          })}
          onClick={() => !isPaused && run.start()}
        >
          {w.run}
        </Button>
      )}
    </>
  );
}

function Decisions({ templateId, explanation }: Omit<DeedsProps, 'run'>): ReactNode {
  const { words } = useWords();
  const [isAsking, setAsking] = useState(false);
  const w = words.people.explain();
  const about = useWordsAbout(templateId, explanation.person);
  const { isIgnored, createAnyway, user } = explanation;
  const mayCreate = explanation.stations.some(
    ({ station, codes }) => station === 'match' && codes.includes('link.conflict'),
  );
  if (user !== null && !isIgnored) return null;
  const tell = (told: string) => ({ onSuccess: () => toast(told) });
  return (
    <>
      {!isAsking && <ToldProblem error={about.error} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} aria-hidden />} loading={about.isPending}>
            {words.common.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isIgnored ? (
            <Menu.Item onClick={() => about.mutate({ say: 'unignore' }, tell(w.unignored))}>
              {w.unignore}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => setAsking(true)}>{w.ignore} …</Menu.Item>
          )}
          {createAnyway && (
            <Menu.Item onClick={() => about.mutate({ say: 'revokeCreate' }, tell(w.revoked))}>
              {w.revokeCreate}
            </Menu.Item>
          )}
          {mayCreate && !createAnyway && (
            <Menu.Item onClick={() => about.mutate({ say: 'createAnyway' }, tell(w.willCreate))}>
              {w.createAnyway}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && <IgnoreDialog about={about} onClose={() => setAsking(false)} />}
    </>
  );
}
