// The fields of how the company's mails look. Empty fields are not set.
import type { ReactNode } from 'react';
import { Switch, Text, TextInput, Textarea } from '@mantine/core';
import type { CompanyMail } from '../../api/api-types.ts';
import type { Problem } from '../../api/problem.ts';
import { useRead } from '../../api/use-api.ts';
import { presentFaults } from '../../parts/field-fault.tsx';
import { Section } from '../../parts/section.tsx';
import { useWords } from '../../words/words.tsx';
import { LogoField } from './logo-field.tsx';

interface FieldsProps {
  values: CompanyMail;
  onChange: (values: CompanyMail) => void;
  problem: Problem | null;
  isReadOnly: boolean;
}

export function MailFields(props: FieldsProps): ReactNode {
  const { words } = useWords();
  const { mail } = words.company;
  const { values, onChange, problem, isReadOnly } = props;
  const faultAt = presentFaults(problem);
  const start = useRead('/companies/{company}/mail/words', {}, { staleTime: Infinity }).data;
  return (
    <>
      <Section title={mail.look.title} text={mail.look.text}>
        <LogoField
          value={values.logo}
          onChange={(logo) => onChange({ ...values, logo })}
          error={faultAt('logo')}
          isReadOnly={isReadOnly}
        />
        {(['link', 'help', 'replyTo'] as const).map((key) => (
          <TextInput
            key={key}
            label={mail[key]}
            description={mail[`${key}Text`]}
            value={values[key] ?? ''}
            onChange={(event) => onChange({ ...values, [key]: event.currentTarget.value || null })}
            error={faultAt(key)}
            readOnly={isReadOnly}
            maw={420}
          />
        ))}
      </Section>
      <Section title={mail.words.title} text={mail.words.text}>
        {(['sv', 'en'] as const).map((language) => (
          <OwnWords key={language} {...props} language={language} start={start?.start[language] ?? null} />
        ))}
        {start && (
          <Text c="dimmed">
            {mail.words.fields} <code>{start.fields.map(({ field }) => `{${field}}`).join(' ')}</code>
          </Text>
        )}
      </Section>
    </>
  );
}

function OwnWords({
  values,
  onChange,
  problem,
  isReadOnly,
  language,
  start,
}: FieldsProps & {
  language: 'sv' | 'en';
  start: { subject: string; body: string } | null;
}): ReactNode {
  const { words } = useWords();
  const texts = words.company.mail;
  const own = values.welcome[language];
  const set = (next: typeof own): void =>
    onChange({ ...values, welcome: { ...values.welcome, [language]: next } });
  const label = texts.words.own(texts.languages[language]);
  return (
    <>
      {isReadOnly ? (
        <Text>
          {label}: {own ? words.common.yes : words.common.no}
        </Text>
      ) : (
        <Switch
          label={label}
          checked={own !== null}
          disabled={start === null && own === null}
          onChange={(event) => set(event.currentTarget.checked ? start : null)}
        />
      )}
      {own && (
        <WordFields own={own} onChange={set} problem={problem} isReadOnly={isReadOnly} language={language} />
      )}
    </>
  );
}

function WordFields({
  own,
  onChange,
  problem,
  isReadOnly,
  language,
}: {
  own: { subject: string; body: string };
  onChange: (own: { subject: string; body: string }) => void;
  problem: Problem | null;
  isReadOnly: boolean;
  language: 'sv' | 'en';
}): ReactNode {
  const { words } = useWords();
  const texts = words.company.mail;
  const faultAt = presentFaults(problem);
  return (
    <>
      <TextInput
        label={`${texts.words.subject} (${texts.languages[language]})`}
        lang={language}
        value={own.subject}
        onChange={(event) => onChange({ ...own, subject: event.currentTarget.value })}
        error={faultAt(`welcome.${language}.subject`)}
        readOnly={isReadOnly}
      />
      <Textarea
        label={`${texts.words.body} (${texts.languages[language]})`}
        lang={language}
        value={own.body}
        onChange={(event) => onChange({ ...own, body: event.currentTarget.value })}
        error={faultAt(`welcome.${language}.body`)}
        readOnly={isReadOnly}
        autosize
        minRows={6}
        maxRows={18}
      />
    </>
  );
}
