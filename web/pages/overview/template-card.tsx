// How one sync template stands: mode, last success, next start, its users; and the deeds that begin with looking.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconCheck, IconEye, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TemplateStatus } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import type { Orders } from '../../steps/use-order.ts';
import { useWords } from '../../words/words.tsx';
import classes from './overview.module.css';

interface CardProps {
  template: TemplateStatus;
  orders: Orders;
  /** The way on may then stand out. */
  isOnly: boolean;
}

export function TemplateCard({ template, orders, isOnly }: CardProps): ReactNode {
  const { words, format } = useWords();
  const { lastSuccessAt, linked, leaving } = template;
  const modes: Readonly<Record<string, string>> = words.fields.modes;
  return (
    <article className={classes['card']} aria-label={template.template}>
      <div className={classes['cardHead']}>
        <h3>
          <Link to="/integrations/ad-sync/$template" params={{ template: template.templateId }}>
            {template.template}
          </Link>
        </h3>
        <span className={classes['mode']}>{modes[template.mode] ?? template.mode}</span>
      </div>
      <p className={classes['standing']} data-ok={lastSuccessAt !== null || undefined}>
        {lastSuccessAt === null ? (
          words.overview.neverRun
        ) : (
          <>
            <IconCheck size={15} aria-hidden /> {words.overview.lastSuccess(format.dateTime(lastSuccessAt))}
          </>
        )}
      </p>
      <p>{tellNext(template, words, format)}</p>
      <p>
        {words.overview.linked(linked, format.number(linked))}
        {leaving > 0 && ` · ${words.overview.leaving(leaving, format.number(leaving))}`}
      </p>
      {template.hasCredentials && template.retiringSince === null && (
        <Deeds template={template} orders={orders} isOnly={isOnly} />
      )}
    </article>
  );
}

function tellNext(
  { nextStart, retiringSince, mode }: TemplateStatus,
  words: ReturnType<typeof useWords>['words'],
  format: ReturnType<typeof useWords>['format'],
): string {
  if (retiringSince !== null) return words.overview.retiring;
  if (nextStart === null) return mode === 'paused' ? words.overview.noStart : '';
  return Date.parse(nextStart) <= Date.now()
    ? words.overview.due
    : words.overview.nextStart(format.dateTime(nextStart));
}

function Deeds({
  template: { templateId, lastRun, lastSuccessAt, mode },
  orders,
  isOnly,
}: CardProps): ReactNode {
  const { words } = useWords();
  const can = useCan();
  const start = (preview: boolean): void =>
    orders.ask((api, idempotencyKey) =>
      api.call('post', '/companies/{company}/sync-templates/{template}/runs', {
        path: { template: templateId },
        body: { preview },
        idempotencyKey,
      }),
    );
  const isFirst = lastSuccessAt === null;
  return (
    <>
      {isFirst && can('run.start') && <p className={classes['hint']}>{words.overview.previewText}</p>}
      <div className={classes['deeds']}>
        {can('run.start') && (
          <Button
            variant={isFirst && isOnly ? 'filled' : 'default'}
            leftSection={<IconEye size={16} aria-hidden />}
            disabled={orders.isBusy}
            onClick={() => start(true)}
          >
            {words.overview.preview}
          </Button>
        )}
        {can('run.start') && mode !== 'paused' && !isFirst && (
          <Button
            leftSection={<IconRefresh size={16} aria-hidden />}
            disabled={orders.isBusy}
            onClick={() => start(false)}
          >
            {words.overview.resync}
          </Button>
        )}
        {lastRun && (
          <Button component={Link} to={`/runs/${lastRun.run}`} variant="subtle" color="gray">
            {words.overview.lastRun}
          </Button>
        )}
      </div>
    </>
  );
}
