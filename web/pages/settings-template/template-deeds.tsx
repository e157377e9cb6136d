// What can be done with a settings template: apply it anew to whoever has it, clone it, delete it.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Tagged } from '../../api/api.ts';
import type { SettingsTemplate } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { ToldProblem } from '../user/told-problem.tsx';
import { useDeed } from '../user/use-user.ts';
import { ApplyAnew } from './apply-anew.tsx';
import { templatePath } from './template-path.ts';

interface TemplateDeedsProps {
  read: Tagged<SettingsTemplate>;
  /** What is typed is not applied: it has to be saved first. */
  isDirty: boolean;
}

export function TemplateDeeds({ read, isDirty }: TemplateDeedsProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const navigate = useNavigate();
  const [asks, setAsks] = useState<'apply' | 'delete' | null>(null);
  const { id, users } = read.data;
  const clone = useDeed(async (api) => {
    const made = await api.call('post', `${templatePath}/clone`, {
      path: { settingsTemplate: id },
      body: {},
      idempotencyKey: crypto.randomUUID(),
    });
    toast(words.settingsTemplates.made(made.name));
    await navigate({ to: '/settings-templates/$settingsTemplate', params: { settingsTemplate: made.id } });
  });
  const close = (): void => setAsks(null);
  return (
    <>
      <ToldProblem error={clone.error} />
      {can('user.change') && users > 0 && !isDirty && (
        <Button onClick={() => setAsks('apply')}>{words.settingsTemplates.apply}</Button>
      )}
      {can('settingsTemplate.change') && (
        <>
          <Button loading={clone.isPending} onClick={() => clone.mutate()}>
            {words.settingsTemplates.clone}
          </Button>
          <Button c="var(--rc-bad)" onClick={() => setAsks('delete')}>
            {words.settingsTemplates.delete}
          </Button>
        </>
      )}
      {asks === 'apply' && <ApplyAnew template={read.data} onClose={close} />}
      {asks === 'delete' && <DeleteTemplate read={read} onClose={close} />}
    </>
  );
}

function DeleteTemplate({
  read,
  onClose,
}: {
  read: Tagged<SettingsTemplate>;
  onClose: () => void;
}): ReactNode {
  const { words, format } = useWords();
  const navigate = useNavigate();
  const { id, name, users } = read.data;
  const remove = useDeed(async (api) => {
    await api.call('delete', templatePath, { path: { settingsTemplate: id }, ifMatch: read.etag ?? '' });
    toast(words.settingsTemplates.deleted(name));
    await navigate({ to: '/settings-templates' });
  });
  return (
    <Confirm
      isOpen
      isDangerous
      title={words.settingsTemplates.deleteTitle(name)}
      deed={words.settingsTemplates.delete}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {users > 0
          ? words.settingsTemplates.deleteMeans(users, format.number(users))
          : words.settingsTemplates.deleteNobody}
      </p>
      <ToldProblem error={remove.error} />
    </Confirm>
  );
}
