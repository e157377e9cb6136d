// What is mailed and to whom: welcome messages, removal after so many days, error mails with a sentence for each level.
import { Suspense, lazy, useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { ChoiceField, SwitchField, TextField } from './fields.tsx';
import { fieldId, useTemplateForm } from './form-context.ts';
import classes from './form.module.css';

const WelcomeMailDialog = lazy(async () => ({
  default: (await import('./welcome-mail-dialog.tsx')).WelcomeMailDialog,
}));

export function WelcomeSection(): ReactNode {
  const { words } = useWords();
  const { draft } = useTemplateForm();
  const [isShown, setShown] = useState(false);
  const told = words.syncTemplate;
  return (
    <Section title={told.sections.welcome} text={told.sections.welcomeText}>
      <div>
        <SwitchField name="welcomeMail" help={told.help.welcomeMail} />
      </div>
      <Button
        className={classes['moreButton'] ?? ''}
        leftSection={<IconMail size={16} aria-hidden />}
        onClick={() => setShown(true)}
      >
        {told.showMail}
      </Button>
      {draft.welcomeMail && <ChoiceField name="welcomeFirstLoad" choices={told.firstLoads} />}
      <TextField name="welcomeCopyTo" type="email" help={told.help.welcomeCopyTo} />
      <Suspense>{isShown && <WelcomeMailDialog isOpen onClose={() => setShown(false)} />}</Suspense>
    </Section>
  );
}

export function RemovalSection(): ReactNode {
  const { words, format } = useWords();
  const { draft, faultOf } = useTemplateForm();
  const told = words.syncTemplate;
  const isNumber = draft.keepDays.trim() !== '' && faultOf('keepDays') === undefined;
  const days = isNumber ? Number(draft.keepDays) : null;
  return (
    <Section title={told.sections.removal} text={told.sections.removalText}>
      <TextField
        name="keepDays"
        unit={told.days}
        isNumber
        isRequired
        help={told.keepDaysHelp(days, format.number(days ?? 0))}
      />
    </Section>
  );
}

const levels = ['error', 'warning', 'info'] as const;

export function ErrorsSection(): ReactNode {
  const { words } = useWords();
  const { draft, set, isReadOnly } = useTemplateForm();
  const told = words.syncTemplate;
  return (
    <Section title={told.sections.errors} text={told.sections.errorsText}>
      <TextField name="errorMailTo" type="email" help={told.help.errorMailTo} />
      <fieldset className={classes['fieldset']}>
        <legend className={classes['legend']}>{told.fields.errorMailLevel}</legend>
        <div className={classes['cards']}>
          {levels.map((level) => (
            <label key={level} className={classes['card']}>
              <input
                type="radio"
                name="errorMailLevel"
                value={level}
                {...(level === draft.errorMailLevel && { id: fieldId('errorMailLevel') })}
                checked={draft.errorMailLevel === level}
                disabled={isReadOnly}
                onChange={() => set('errorMailLevel', level)}
              />
              <span>
                <span className={classes['cardTitle']}>{told.levels[level].title}</span>
                <span className={classes['cardText']}>{told.levels[level].text}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </Section>
  );
}
