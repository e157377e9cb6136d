// Deleting the template: how many users that is about, what is to happen to them, and then the deed by its name and number.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SyncTemplate } from '../../../api/api-types.ts';
import { useCan } from '../../../api/me.ts';
import { useApi, useForget, useRead } from '../../../api/use-api.ts';
import { Section } from '../../../parts/section.tsx';
import { Failed, Loading } from '../../../parts/states.tsx';
import { toast } from '../../../parts/toast.tsx';
import { useWords } from '../../../words/words.tsx';
import classes from './form.module.css';

export function EndSection({ template, etag }: { template: SyncTemplate; etag: string }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isOpen, setOpen] = useState(false);
  const told = words.syncTemplate;
  if (!can('syncTemplate.delete') || template.retiringSince !== null) return null;
  return (
    <Section title={told.sections.end} text={told.remove.text}>
      <Button
        color="red"
        variant="outline"
        className={classes['moreButton'] ?? ''}
        onClick={() => setOpen(true)}
      >
        {told.remove.open}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={told.remove.title(template.name)}
        closeButtonProps={{ 'aria-label': words.common.close }}
      >
        <Choosing template={template} etag={etag} onClose={() => setOpen(false)} />
      </Modal>
    </Section>
  );
}

interface ChoosingProps {
  template: SyncTemplate;
  etag: string;
  onClose: () => void;
}

function Choosing({ template, etag, onClose }: ChoosingProps): ReactNode {
  const { words, format } = useWords();
  const [users, setUsers] = useState<'keep' | 'letGo'>('keep');
  const remove = useRemoving(template, etag);
  const size = useRead('/companies/{company}/sync-templates/{template}/deletion', {
    path: { template: template.id },
  });
  const told = words.syncTemplate.remove;
  if (size.error) return <Failed error={size.error} what={told.failed} onRetry={() => void size.refetch()} />;
  if (!size.data) return <Loading rows={3} />;
  const count = size.data.users;
  const said = (['leaving', 'held', 'welcomes'] as const)
    .filter((key) => size.data[key] > 0)
    .map((key) => told[key](size.data[key], format.number(size.data[key])));
  return (
    <Stack>
      <p className={classes['note']}>{[told.size(count, format.number(count)), ...said].join(' ')}</p>
      <Radio.Group
        label={told.choice}
        value={users}
        onChange={(chosen) => setUsers(chosen === 'letGo' ? 'letGo' : 'keep')}
      >
        <Stack gap={10} mt={6}>
          <Radio value="keep" label={told.keep} description={told.keepText} />
          <Radio
            value="letGo"
            label={told.letGo}
            description={told.letGoText(format.number(template.keepDays))}
          />
        </Stack>
      </Radio.Group>
      {remove.error && <Failed error={remove.error} what={told.failed} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{words.common.cancel}</Button>
        <Button variant="filled" color="red" loading={remove.isPending} onClick={() => remove.mutate(users)}>
          {users === 'keep' ? told.deedKeep : told.deedLetGo(count, format.number(count))}
        </Button>
      </Group>
    </Stack>
  );
}

function useRemoving(template: SyncTemplate, etag: string) {
  const { words } = useWords();
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (users: 'keep' | 'letGo') =>
      api.call('delete', '/companies/{company}/sync-templates/{template}', {
        path: { template: template.id },
        query: { users },
        ifMatch: etag,
      }),
    onSuccess: async ({ isGone }) => {
      toast(isGone ? words.syncTemplate.remove.gone : words.syncTemplate.remove.retiring);
      await navigate({ to: '/integrations/ad-sync', ignoreBlocker: true });
      await forget(
        '/companies/{company}/sync-templates',
        '/companies/{company}/status',
        '/companies/{company}/users',
      );
    },
  });
}
