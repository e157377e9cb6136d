// The welcome mail as it would be, for a made-up user, in either language; and a test mail to oneself, which looks as what is saved.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group, List, SegmentedControl, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { CompanyMail, MailPreview as Preview } from '../../api/api-types.ts';
import { useCan } from '../../api/me.ts';
import { useApi } from '../../api/use-api.ts';
import { MailFrame } from '../../parts/mail-frame.tsx';
import { Section } from '../../parts/section.tsx';
import { Failed, Loading } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';

/** A mail is drawn by the server: not with every key. */
const WAIT_MS = 400;

export function MailPreview({ mail, isSaved }: { mail: CompanyMail; isSaved: boolean }): ReactNode {
  const { words, language: spoken } = useWords();
  const { preview } = words.company.mail;
  const api = useApi();
  const [language, setLanguage] = useState<'sv' | 'en'>(spoken);
  const [shown] = useDebouncedValue(mail, WAIT_MS);
  const made = useQuery({
    queryKey: ['/companies/{company}/mail/preview', language, shown],
    queryFn: ({ signal }) =>
      api.call('post', '/companies/{company}/mail/preview', { body: { language, mail: shown }, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={preview.title} text={preview.text}>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={words.frame.language}
          size="xs"
          value={language}
          onChange={(value) => setLanguage(value === 'sv' ? 'sv' : 'en')}
          data={[
            { value: 'sv', label: <span lang="sv">Svenska</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
        />
        <SendTest isSaved={isSaved} />
      </Group>
      {made.data ? (
        <Shown preview={made.data} language={language} />
      ) : made.error ? (
        <Failed error={made.error} onRetry={() => void made.refetch()} />
      ) : (
        <Loading />
      )}
    </Section>
  );
}

function Shown({ preview: { mail, faults }, language }: { preview: Preview; language: string }): ReactNode {
  const { words } = useWords();
  const texts = words.company.mail;
  if (mail)
    return (
      <>
        <Text fw={600} lang={language}>
          {mail.subject}
        </Text>
        <MailFrame html={mail.html} title={texts.preview.frame} />
      </>
    );
  return (
    <div role="status">
      <Text>{texts.faults}</Text>
      <List>
        {faults.map(({ path, line, column, message, cure }) => (
          <List.Item key={`${path} ${line} ${column} ${message}`} lang="en">
            {`${message} ${cure}`}
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function SendTest({ isSaved }: { isSaved: boolean }): ReactNode {
  const { words } = useWords();
  const texts = words.company.mail;
  const maySend = useCan()('mail.send');
  const api = useApi();
  const test = useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/mail/test', { body: {}, idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ to, isSending }) => toast(isSending ? texts.tested(to) : texts.testHeld),
  });
  if (!maySend) return null;
  return (
    <>
      <Button onClick={() => test.mutate()} loading={test.isPending}>
        {texts.test}
      </Button>
      {!isSaved && <Text c="dimmed">{texts.testFirst}</Text>}
      {test.error && <Failed error={test.error} />}
    </>
  );
}
