// What waits for somebody, the worst first: withheld steps, trouble that lasts, secrets that end, numbers and mails. Each with its way on.
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TemplateStatus } from '../../api/api-types.ts';
import { Note } from '../../parts/note.tsx';
import { tellReason } from '../../steps/reason-words.ts';
import type { Spoken } from '../../steps/reason-words.ts';
import { useWords } from '../../words/words.tsx';
import { Quiet } from './quiet.tsx';
import classes from './overview.module.css';

interface Item {
  key: string;
  tone: 'bad' | 'warn' | 'info';
  title: string;
  text: string;
  /** Of English words in Swedish surroundings. */
  aside?: string | null;
  action: ReactNode;
}

export function Attention({ templates }: { templates: readonly TemplateStatus[] }): ReactNode {
  const spoken = useWords();
  const items = presentAttention(templates, spoken);
  if (items.length === 0) return null;
  const { attention } = spoken.words.overview;
  return (
    <section aria-label={attention} className={classes['section']}>
      <h2>{attention}</h2>
      {items.map(({ key, tone, title, text, aside, action }) => (
        <Note key={key} tone={tone} title={title} action={action}>
          <p>{text}</p>
          {aside && <p lang="en">{aside}</p>}
        </Note>
      ))}
    </section>
  );
}

export function presentAttention(templates: readonly TemplateStatus[], spoken: Spoken): Item[] {
  const all = templates.flatMap((template) => [
    ...presentWithheld(template, spoken),
    ...presentIncidents(template, spoken),
    ...presentCredential(template, spoken),
    ...presentMails(template, spoken),
  ]);
  const first = templates[0];
  const shared = first
    ? [
        ...presentExchanges(first, spoken),
        ...presentNumbers(first, spoken),
        ...presentMailServer(first, spoken),
      ]
    : [];
  const order = { bad: 0, warn: 1, info: 2 } as const;
  return [...all, ...shared].toSorted((a, b) => order[a.tone] - order[b.tone]);
}

function presentWithheld({ withheld, template }: TemplateStatus, { words, format }: Spoken): Item[] {
  return withheld.map(({ run, kind, count }) => ({
    key: `withheld ${run} ${kind}`,
    tone: 'warn',
    title: words.overview.withheld[kind]?.(count, format.number(count)) ?? kind,
    text: words.overview.withheldText(template),
    action: (
      <Button component={Link} to={`/runs/${run}`}>
        {words.runs.review}
      </Button>
    ),
  }));
}

/** A brake's stands above already, with its list, and an exchange's with the exchange. */
function presentIncidents({ incidents, template, templateId }: TemplateStatus, spoken: Spoken): Item[] {
  const { words, format } = spoken;
  return incidents
    .filter(({ code }) => !/^(?:brake|target)\./u.test(code))
    .map((incident) => {
      const told = tellReason(incident, spoken);
      const { quietUntil } = incident;
      const when = words.overview.since(format.dateTime(incident.since), template);
      const quiet = quietUntil === null ? '' : words.overview.quietUntil(format.date(quietUntil));
      return {
        key: incident.id,
        tone: incident.severity === 'error' ? 'bad' : 'warn',
        title: told.title,
        text: [told.text, told.cure, when, quiet].filter(Boolean).join(' '),
        aside: told.aside,
        action: (
          <div className={classes['deeds']}>
            <Quiet incident={incident.id} isQuiet={quietUntil !== null} />
            <Button component={Link} to={`/integrations/ad-sync/${templateId}`}>
              {words.overview.toTemplate}
            </Button>
          </div>
        ),
      };
    });
}

const SOON_DAYS = 60;
const VERY_SOON_DAYS = 7;

function presentCredential(status: TemplateStatus, { words, format }: Spoken): Item[] {
  const { credential, hasCredentials, template, templateId } = status;
  if (!hasCredentials)
    return [
      {
        key: `secret ${templateId}`,
        tone: 'info',
        title: words.overview.noCredentials(template),
        text: words.overview.noCredentialsText,
        action: (
          <Button component={Link} to={`/integrations/ad-sync/${templateId}/guide`}>
            {words.overview.toGuide}
          </Button>
        ),
      },
    ];
  const days = credential?.daysLeft ?? null;
  if (days === null || days > SOON_DAYS) return [];
  return [
    {
      key: `credential ${templateId}`,
      tone: days <= VERY_SOON_DAYS ? 'bad' : 'warn',
      title: words.overview.credential(days, format.number(days), template),
      text: words.overview.credentialText,
      action: (
        <Button component={Link} to={`/integrations/ad-sync/${templateId}`}>
          {words.overview.toTemplate}
        </Button>
      ),
    },
  ];
}

function presentMails({ mails, template, templateId }: TemplateStatus, { words, format }: Spoken): Item[] {
  const kinds = [
    ['failed', 'bad'],
    ['uncertain', 'warn'],
    ['held', 'info'],
  ] as const;
  return kinds
    .filter(([kind]) => mails[kind] > 0)
    .map(([kind, tone]) => ({
      key: `mails ${kind} ${templateId}`,
      tone,
      title: words.overview.mails[kind](mails[kind], format.number(mails[kind])),
      text: `${words.runs.columns.template}: ${template}`,
      action: (
        <Button component={Link} to="/outbox">
          {words.overview.toOutbox}
        </Button>
      ),
    }));
}

function presentExchanges({ targets }: TemplateStatus, { words, format }: Spoken): Item[] {
  const told = words.overview.exchanges;
  return targets
    .filter(({ state, trouble }) => state === 'refused' || (state === 'active' && trouble !== null))
    .map(({ id, name, state, trouble, pending }) => ({
      key: `exchange ${id}`,
      tone: state === 'refused' ? 'bad' : 'warn',
      title: state === 'refused' ? told.refused(name) : told.away(name),
      text: `${told.waiting(pending, format.number(pending))} ${told.kept}`,
      aside: trouble && `${trouble.message} ${trouble.cure}`,
      action: (
        <Button component={Link} to={`/integrations/exchanges/${id}`}>
          {told.open}
        </Button>
      ),
    }));
}

function tellSeries(
  { first, last, free, runsOut }: TemplateStatus['numberWarnings'][number]['series'],
  { words, format }: Spoken,
): string {
  const named = first === last ? first : `${first}–${last}`;
  const left = words.overview.seriesLeft(named, free, format.number(free));
  return runsOut === null ? left : `${left} ${words.overview.seriesRunsOut(format.month(runsOut))}`;
}

function presentNumbers({ numberWarnings }: TemplateStatus, spoken: Spoken): Item[] {
  return numberWarnings.map((warning) => {
    const told = tellReason(warning, spoken);
    return {
      key: `number ${warning.message}`,
      tone: warning.code === 'series.usedUp' ? 'bad' : 'warn',
      title: told.title,
      text: `${tellSeries(warning.series, spoken)} ${told.cure}`,
      action: (
        <Button component={Link} to="/numbers">
          {spoken.words.overview.toNumbers}
        </Button>
      ),
    };
  });
}

function presentMailServer({ mailServer }: TemplateStatus, { words, format }: Spoken): Item[] {
  if (mailServer === null) return [];
  const text = words.overview.mailServerText(format.time(mailServer.tryAfter));
  return [{ key: 'mailServer', tone: 'warn', title: words.overview.mailServer, text, action: null }];
}
