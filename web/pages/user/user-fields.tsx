// The fields of a user with what rules each: a lock where Entra does, a pin where an undone value stands, with the deed that lets it go.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ActionIcon, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconLock, IconPencil, IconPinned } from '@tabler/icons-react';
import { useCan } from '../../api/me.ts';
import { isRawField, presentFieldName } from '../../steps/field-words.ts';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import { EditUser } from './edit-user.tsx';
import { ToldProblem } from './told-problem.tsx';
import { useDeed } from './use-user.ts';
import type { SeenUser } from './seen-user.ts';
import classes from './user.module.css';

const fields = [
  'alias',
  'name',
  'surname',
  'pstnFixed',
  'extension',
  'mobile',
  'email',
  'title',
  'department',
  'callerId',
] as const;

export function UserFields({ seen }: { seen: SeenUser }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const [isEditing, setEditing] = useState(false);
  const { user } = seen;
  const own = Object.entries(user.fields).map(([name, value]) => [`fields.${name}`, value] as const);
  const all = [...fields.map((field) => [field, user[field]] as const), ...own];
  return (
    <section aria-label={words.users.fields}>
      <div className={classes['head']}>
        <h2>{words.users.fields}</h2>
        {can('user.change') && (
          <Button
            size="compact-sm"
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => setEditing(true)}
          >
            {words.users.edit}
          </Button>
        )}
      </div>
      <dl className={classes['fields']}>
        {all.map(([field, value]) => (
          <Field key={field} field={field} value={value} seen={seen} />
        ))}
      </dl>
      {isEditing && <EditUser seen={seen} onClose={() => setEditing(false)} />}
    </section>
  );
}

function Field({ field, value, seen }: { field: string; value: string | null; seen: SeenUser }): ReactNode {
  const { words } = useWords();
  const { user } = seen;
  const name = presentFieldName(field, words);
  const isLocked = user.isLocked && user.mappedFields.includes(field);
  return (
    <div className={classes['field']}>
      <dt>{name}</dt>
      <dd>
        <span className={isRawField(field) ? 'mono' : undefined}>{value ?? '–'}</span>
        {value !== null && <Copy value={value} what={name} />}
        {isLocked && <Lock template={user.source?.template ?? ''} />}
        <Pin field={field} seen={seen} />
      </dd>
    </div>
  );
}

function Copy({ value, what }: { value: string; what: string }): ReactNode {
  const { words } = useWords();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          size={24}
          variant="subtle"
          color="gray"
          aria-label={words.parts.copyThing(what)}
          onClick={copy}
        >
          {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}

/** Can be reached by keyboard: its tooltip is the reason. */
function Lock({ template }: { template: string }): ReactNode {
  const { words } = useWords();
  const why = words.users.ruledBy(template);
  return (
    <Tooltip label={why}>
      <ActionIcon size={24} variant="transparent" color="gray" aria-label={why} aria-disabled>
        <IconLock size={14} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function Pin({ field, seen: { user } }: { field: string; seen: SeenUser }): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const release = useDeed(
    (api) =>
      api.call('delete', '/companies/{company}/users/{user}/pins/{field}', {
        path: { user: user.id, field },
      }),
    () => toast(words.users.released(presentFieldName(field, words))),
  );
  const pin = user.pinned.find((one) => one.field === field);
  if (!pin) return null;
  return (
    <span className={classes['pin']}>
      <IconPinned size={14} aria-hidden /> {words.users.pinned}
      {can('user.change') && (
        <Button size="compact-xs" loading={release.isPending} onClick={() => release.mutate()}>
          {words.users.release}
        </Button>
      )}
      <ToldProblem error={release.error} />
    </span>
  );
}
