// What the next run would come to with what stands here: counted live by the trial, and after saving with the way to the preview. Values
// that can not be used are warned of and stop nobody.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconEye, IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { MappingTrial } from '../../../api/api-types.ts';
import { useCan } from '../../../api/me.ts';
import { useApi } from '../../../api/use-api.ts';
import { Failed } from '../../../parts/states.tsx';
import { useWords } from '../../../words/words.tsx';
import type { Trying } from './use-trial.ts';
import classes from './mapping.module.css';

interface NextRunProps {
  trying: Trying;
  isDirty: boolean;
  wasSaved: boolean;
  templateId: string;
}

export function NextRun({ trying, isDirty, wasSaved, templateId }: NextRunProps): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping;
  if (trying.error)
    return (
      <Failed
        error={trying.error}
        what={said.trial.failed}
        unharmed={said.trial.unharmed}
        onRetry={trying.retry}
      />
    );
  const trial = trying.tried?.trial;
  if (!trial) return null;
  const wrong = trial.fields.reduce((sum, { unusable }) => sum + unusable.count, 0);
  return (
    <section
      className={classes['next']}
      data-tone={wrong > 0 ? 'warn' : wasSaved ? 'ok' : undefined}
      aria-label={said.next.title}
      aria-busy={trying.isLate}
    >
      {wrong > 0 ? <IconAlertTriangle size={18} aria-hidden /> : <IconInfoCircle size={18} aria-hidden />}
      <div>
        {(wasSaved || isDirty) && (
          <p className={classes['field']}>{wasSaved ? said.next.saved : said.next.unsaved}</p>
        )}
        <Outcome trial={trial} />
        {wrong > 0 && <p>{said.next.warn(wrong, format.number(wrong))}</p>}
        <Basis trial={trial} />
      </div>
      {!isDirty && <PreviewButton templateId={templateId} />}
    </section>
  );
}

const steps = ['create', 'change', 'leave', 'return', 'delete', 'skip', 'conflict'] as const;

function Outcome({ trial }: { trial: MappingTrial }): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping.next;
  const parts = steps.flatMap((step) => {
    const count = trial.plan.counts[step] ?? 0;
    return count > 0 ? [said.steps[step]?.(count, format.number(count)) ?? ''] : [];
  });
  return (
    <>
      <p>{parts.length === 0 ? said.nothing : said.sentence(format.list(parts))}</p>
      {trial.plan.withheld.length > 0 && <p>{said.withheld}</p>}
    </>
  );
}

/** On whom it was tried, and which attributes were read for it. */
function Basis({ trial }: { trial: MappingTrial }): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping.trial;
  const { readAt, people, read, unread } = trial;
  return (
    <>
      {readAt !== null && (
        <p className={classes['quiet']}>{said.of(format.number(people), format.dateTime(readAt))}</p>
      )}
      {read && (
        <p className={classes['quiet']}>{said.read(format.list(read.fields), format.number(read.people))}</p>
      )}
      {unread.length > 0 && <p>{said.unread(format.list(unread))}</p>}
    </>
  );
}

function PreviewButton({ templateId }: { templateId: string }): ReactNode {
  const { words } = useWords();
  const api = useApi();
  const can = useCan();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template: templateId },
        body: { preview: true },
      }),
    onSuccess: ({ run }) => navigate({ to: '/runs/$run', params: { run } }),
  });
  if (!can('run.start')) return null;
  return (
    <>
      <Button
        leftSection={<IconEye size={16} aria-hidden />}
        loading={start.isPending}
        onClick={() => start.mutate()}
      >
        {words.mapping.next.preview}
      </Button>
      {start.error && <Failed error={start.error} />}
    </>
  );
}
