// One mail: how it stands and why, as it looks and as plain text, and what can be done with it. Two people on one mail: whoever comes
// second is shown what the first did (its ETag goes along).
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Drawer, Stack, Tabs } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { MailFull } from '../../api/api-types.ts';
import { useReadTagged } from '../../api/use-api.ts';
import { MailFrame } from '../../parts/mail-frame.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { useAskToClose } from '../../parts/use-ask-to-close.tsx';
import { useInnermost } from '../../parts/use-innermost.ts';
import { useOpening } from '../../parts/use-opening.ts';
import { useWords } from '../../words/words.tsx';
import { MailDeeds } from './mail-deeds.tsx';
import { MailState } from './mail-state.tsx';
import classes from './outbox.module.css';

export function MailDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }): ReactNode {
  const { words } = useWords();
  // Another address is typed for one mail: it is neither lost by a slip of Esc nor kept for the next.
  const [typed, setTyped] = useState({ mail: id, to: '' });
  if (typed.mail !== id) setTyped({ mail: id, to: '' });
  const isTyped = typed.to.trim() !== '';
  const { close, asking } = useAskToClose(isTyped, onClose);
  return (
    <Drawer
      opened={useOpening(Boolean(id))}
      {...useInnermost(close)}
      closeOnClickOutside={!isTyped}
      position="right"
      size={720}
      title={words.outbox.frame}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      {id && <Content id={id} to={typed.to} onTo={(to) => setTyped({ mail: id, to })} />}
      {asking}
    </Drawer>
  );
}

interface Typed {
  /** The other address; empty: the mail's own. */
  to: string;
  onTo: (to: string) => void;
}

function Content({ id, ...typed }: Typed & { id: string }): ReactNode {
  const mail = useReadTagged('/companies/{company}/outbox/{mail}', { path: { mail: id } });
  if (mail.isError) return <Failed error={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <Loading />;
  const { data, etag } = mail.data;
  return (
    <Stack>
      <Facts mail={data} />
      <MailDeeds mail={data} etag={etag ?? ''} {...typed} />
      <WordsOfMail mail={data} />
    </Stack>
  );
}

function Facts({ mail }: { mail: MailFull }): ReactNode {
  const { words, format } = useWords();
  const w = words.outbox;
  const dateTime = (instant: string | null): string | null => instant && format.dateTime(instant);
  return (
    <dl className={classes['facts']}>
      <Fact name={w.state}>
        <MailState state={mail.state} />
        <div>{w.meanings[mail.state]}</div>
      </Fact>
      <Fact name={w.to}>{mail.to ?? w.noAddress}</Fact>
      <Fact name={w.subject}>{mail.subject ?? w.noSubject}</Fact>
      <Fact name={w.kind}>{w.kinds[mail.kind]}</Fact>
      <Fact name={w.template}>{mail.template}</Fact>
      <Fact name={w.about}>
        {mail.user && (
          <Link to="/users/$user" params={{ user: mail.user }}>
            {mail.alias ?? w.openUser}
          </Link>
        )}
      </Fact>
      <Fact name={w.run}>
        {mail.run && (
          <Link to="/runs/$run" params={{ run: mail.run }}>
            {w.openRun}
          </Link>
        )}
      </Fact>
      <Fact name={w.created}>{dateTime(mail.createdAt)}</Fact>
      <Fact name={w.sentAt}>{dateTime(mail.sentAt)}</Fact>
      <Fact name={w.next}>{dateTime(mail.nextTryAt)}</Fact>
      <Fact name={w.attempts}>{mail.attempts > 0 && format.number(mail.attempts)}</Fact>
      <Fact name={w.answer}>{mail.answer && <code lang="en">{mail.answer}</code>}</Fact>
      <Fact name={w.askedBy}>{mail.requestedBy?.name}</Fact>
    </dl>
  );
}

/** Nothing where there is nothing to say. */
function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  if (children === null || children === undefined || children === false || children === '') return null;
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function WordsOfMail({ mail }: { mail: MailFull }): ReactNode {
  const { words } = useWords();
  const [tab, setTab] = useState<string | null>('html');
  if (mail.words === 'gone') return <p>{words.outbox.gone}</p>;
  return (
    <>
      {mail.words === 'made' && <p>{words.outbox.made}</p>}
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="html">{words.outbox.html}</Tabs.Tab>
          <Tabs.Tab value="text">{words.outbox.text}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="sm">
          {mail.html !== null && <MailFrame html={mail.html} title={words.outbox.frame} />}
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="sm">
          <pre className={classes['plain']} lang={mail.language} tabIndex={0}>
            {mail.text}
          </pre>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
