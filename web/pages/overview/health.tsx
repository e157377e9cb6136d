// How the chosen company is, what wants looking at first: what waits for somebody, how each sync template stands, who is left out and
// why, the latest runs. Calm when all is well; where nothing is set up yet, the way to begin.
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { TemplateStatus } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { Note } from '../../parts/note.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { RunStrip } from '../../steps/run-strip.tsx';
import { useOrder } from '../../steps/use-order.ts';
import { useWords } from '../../words/words.tsx';
import { Attention, presentAttention } from './attention.tsx';
import { Beginning } from './beginning.tsx';
import { LeftOut } from './left-out.tsx';
import { TemplateCard } from './template-card.tsx';
import classes from './overview.module.css';

/** Others work here, too, and runs go by themselves. */
const LOOK_MS = 15_000;

export function Health(): ReactNode {
  const { words } = useWords();
  const status = useRead('/companies/{company}/status', {}, { refetchInterval: LOOK_MS });
  return (
    <Page title={words.overview.title} crumbs={[]}>
      {status.error && !status.data ? (
        <Failed error={status.error} what={words.overview.failed} onRetry={() => void status.refetch()} />
      ) : status.data ? (
        <Standing templates={status.data.items} />
      ) : (
        <Loading rows={5} height={72} />
      )}
    </Page>
  );
}

function Standing({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const { words } = useWords();
  const orders = useOrder();
  if (templates.length === 0) return <Beginning />;
  return (
    <>
      {orders.error && <Failed error={orders.error} what={words.runs.notDone} />}
      <Calm templates={templates} />
      <Attention templates={templates} />
      <section aria-label={words.overview.templates} className={classes['section']}>
        <h2>{words.overview.templates}</h2>
        <div className={classes['cards']}>
          {templates.map((template) => (
            <TemplateCard
              key={template.templateId}
              template={template}
              orders={orders}
              isOnly={templates.length === 1}
            />
          ))}
        </div>
      </section>
      <LeftOut />
      {templates.some(({ lastRun }) => lastRun !== null) && (
        <section aria-label={words.runs.title} className={classes['section']}>
          <h2>{words.runs.title}</h2>
          <RunStrip isTable={false} lookMs={LOOK_MS} />
          <Link to="/runs">{words.overview.allRuns}</Link>
        </section>
      )}
    </>
  );
}

/** Only where there was a success, and nothing else stands above it. */
function Calm({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const spoken = useWords();
  const { words, format } = spoken;
  const successes = templates.flatMap(({ lastSuccessAt }) => lastSuccessAt ?? []).toSorted();
  const last = successes.at(-1);
  if (last === undefined || presentAttention(templates, spoken).length > 0) return null;
  return (
    <Note tone="ok" title={words.overview.calm}>
      {words.overview.calmText(format.dateTime(last))}
    </Note>
  );
}
