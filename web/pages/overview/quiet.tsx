// Somebody knows of it: no reminders of this trouble for some days.
import type { ReactNode } from 'react';
import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApi, useForget } from '../../api/use-api.ts';
import { useCan } from '../../api/me.ts';
import { toast } from '../../parts/toast.tsx';
import { Failed } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';

const choices = [1, 7, 30];
const DAY_MS = 24 * 3_600_000;

export function Quiet({ incident, isQuiet }: { incident: string; isQuiet: boolean }): ReactNode {
  const { words, format } = useWords();
  const can = useCan();
  const api = useApi();
  const forget = useForget();
  const quiet = useMutation({
    mutationFn: (days: number) =>
      api.call('put', '/companies/{company}/incidents/{incident}/quiet', {
        path: { incident },
        body: { until: new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10) },
      }),
    onSuccess: () => {
      toast(words.overview.quieted);
      return forget('/companies/{company}/status', '/companies/{company}/incidents');
    },
  });
  if (isQuiet || !can('incident.quiet')) return null;
  return (
    <>
      {quiet.error && <Failed error={quiet.error} what={words.overview.quietFailed} />}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button loading={quiet.isPending}>{words.overview.quiet}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((days) => (
            <Menu.Item key={days} onClick={() => quiet.mutate(days)}>
              {words.overview.quietDays(days, format.number(days))}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
