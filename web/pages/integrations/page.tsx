// The page /integrations: what this company is connected to, each as a card that says how it stands.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconHandStop,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TemplateStatus } from '../../api/api-types.ts';
import { useRead } from '../../api/use-api.ts';
import { Page } from '../../frame/page.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useWords } from '../../words/words.tsx';
import classes from './integrations.module.css';

export function IntegrationsPage(): ReactNode {
  const { words } = useWords();
  const told = words.integrations;
  return (
    <Page
      title={told.title}
      lead={told.lead}
      crumbs={[{ label: words.common.company }, { label: words.common.other }]}
    >
      <div className={classes['cards']}>
        <AdSyncCard />
        <ExchangesCard />
        <WebhooksCard />
      </div>
    </Page>
  );
}

function AdSyncCard(): ReactNode {
  const { words } = useWords();
  const status = useRead('/companies/{company}/status');
  const told = words.integrations;
  return (
    <section className={classes['card']} aria-labelledby="ad-sync">
      <h2 id="ad-sync" className={classes['title']}>
        {told.adSync}
      </h2>
      <p className={classes['text']}>{told.adSyncText}</p>
      {status.data ? (
        <State templates={status.data.items} />
      ) : status.error ? (
        <Failed error={status.error} what={told.failed} onRetry={() => void status.refetch()} />
      ) : (
        <Loading rows={1} />
      )}
      <Button component={Link} to="/integrations/ad-sync" className={classes['open'] ?? ''}>
        {told.open}
      </Button>
    </section>
  );
}

function ExchangesCard(): ReactNode {
  const { words, format } = useWords();
  const list = useRead('/companies/{company}/targets', { query: { limit: 200 } });
  const told = words.exchanges;
  const targets = list.data?.items ?? [];
  const troubled = targets.filter(({ state, trouble }) => state === 'refused' || trouble !== null).length;
  return (
    <section className={classes['card']} aria-labelledby="exchanges">
      <h2 id="exchanges" className={classes['title']}>
        {told.title}
      </h2>
      <p className={classes['text']}>{told.text}</p>
      {list.data && (
        <p className={classes['verdict']} data-is={troubled > 0 ? 'trouble' : undefined}>
          {troubled > 0 && <IconAlertTriangle size={16} aria-hidden />}
          {told.count(targets.length, format.number(targets.length))}
          {troubled > 0 && ` · ${words.integrations.trouble(troubled, format.number(troubled))}`}
        </p>
      )}
      {list.error && <Failed error={list.error} what={told.failedList} onRetry={() => void list.refetch()} />}
      <Button component={Link} to="/integrations/exchanges" className={classes['open'] ?? ''}>
        {told.open}
      </Button>
    </section>
  );
}

function WebhooksCard(): ReactNode {
  const { words, format } = useWords();
  const list = useRead('/companies/{company}/webhooks', { query: { limit: 200 } });
  const told = words.integrations;
  const failing = list.data?.items.filter(({ off, failures }) => off !== null || failures > 0).length ?? 0;
  const count = list.data?.items.length ?? 0;
  return (
    <section className={classes['card']} aria-labelledby="webhooks">
      <h2 id="webhooks" className={classes['title']}>
        {words.webhooks.title}
      </h2>
      <p className={classes['text']}>{words.webhooks.lead}</p>
      {list.data && (
        <p className={classes['text']}>
          {told.webhooks(count, format.number(count))}
          {failing > 0 && ` · ${told.failing(failing, format.number(failing))}`}
        </p>
      )}
      {list.error && (
        <Failed error={list.error} what={told.webhooksFailed} onRetry={() => void list.refetch()} />
      )}
      <Button component={Link} to="/integrations/webhooks" className={classes['open'] ?? ''}>
        {told.openWebhooks}
      </Button>
    </section>
  );
}

function State({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const { words, format } = useWords();
  const told = words.integrations;
  const paused = templates.filter(({ mode }) => mode === 'paused').length;
  const active = templates.length - paused;
  const counts = [
    active > 0 && told.active(active, format.number(active)),
    paused > 0 && told.paused(paused, format.number(paused)),
  ].filter((one) => one !== false);
  return (
    <>
      <Verdict templates={templates} />
      {templates.length > 0 && (
        <p className={classes['text']}>
          {told.templates(templates.length, format.number(templates.length))}: {format.list(counts)}
        </p>
      )}
    </>
  );
}

function Verdict({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const { words, format } = useWords();
  const told = words.integrations;
  const trouble = templates.reduce((sum, { incidents }) => sum + incidents.length, 0);
  const waits = templates.some(({ withheld }) => withheld.length > 0);
  const is = templates.length === 0 ? 'none' : waits ? 'waits' : trouble > 0 ? 'trouble' : 'well';
  const Sign = {
    none: IconCircleDashed,
    waits: IconHandStop,
    trouble: IconAlertTriangle,
    well: IconCircleCheckFilled,
  }[is];
  const text = {
    none: told.notSetUp,
    waits: told.waits,
    trouble: told.trouble(trouble, format.number(trouble)),
    well: told.isWell,
  }[is];
  return (
    <p className={classes['verdict']} data-is={is}>
      <Sign size={16} aria-hidden />
      {text}
    </p>
  );
}
