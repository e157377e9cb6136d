// General: name, kind, mode as three cards with a sentence each, and when it starts by itself.
import type { ReactNode } from 'react';
import { NativeSelect } from '@mantine/core';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { useTemplateStatus } from '../use-template-status.ts';
import { TextField } from './fields.tsx';
import { fieldId, useTemplateForm } from './form-context.ts';
import classes from './form.module.css';

const modes = ['paused', 'full', 'onlyNew'] as const;

export function GeneralSection(): ReactNode {
  const { words } = useWords();
  const { template, isReadOnly } = useTemplateForm();
  const told = words.syncTemplate;
  return (
    <Section title={told.sections.general} text={told.sections.generalText}>
      <TextField name="name" isRequired />
      <NativeSelect
        label={told.fields.kind}
        maw={420}
        data={[{ value: 'entra', label: told.kinds.entra }]}
        defaultValue="entra"
        disabled={isReadOnly}
      />
      <ModeCards />
      <div className={classes['row']}>
        <TextField name="nightlyAt" isNumber />
        <TextField name="everyMinutes" unit={told.minutes} isNumber />
      </div>
      <p className={classes['note']}>{told.help.everyMinutes}</p>
      {template && <NextStart id={template.id} />}
    </Section>
  );
}

function ModeCards(): ReactNode {
  const { words } = useWords();
  const { template, draft, base, set, isReadOnly } = useTemplateForm();
  const told = words.syncTemplate;
  const isNew = template === null;
  const isWaking = base.mode === 'paused' && draft.mode !== 'paused';
  return (
    <fieldset className={classes['fieldset']}>
      <legend className={classes['legend']}>{told.fields.mode}</legend>
      <div className={classes['cards']}>
        {modes.map((mode) => (
          <label key={mode} className={classes['card']}>
            <input
              type="radio"
              name="mode"
              value={mode}
              {...(mode === draft.mode && { id: fieldId('mode') })}
              checked={draft.mode === mode}
              disabled={isReadOnly}
              onChange={() => set('mode', mode)}
            />
            <span>
              <span className={classes['cardTitle']}>{told.modes[mode].title}</span>
              <span className={classes['cardText']}>{told.modes[mode].text}</span>
            </span>
          </label>
        ))}
      </div>
      {isWaking && <p className={classes['note']}>{told.modePreview}</p>}
      {isNew && !isWaking && <p className={classes['note']}>{told.pausedUntilSaved}</p>}
    </fieldset>
  );
}

/** The server's own reckoning, jitter and all. */
function NextStart({ id }: { id: string }): ReactNode {
  const { words, format } = useWords();
  const { status } = useTemplateStatus(id);
  if (!status) return null;
  const { nextStart } = status;
  const told = words.syncTemplate;
  return (
    <p className={classes['note']}>
      {nextStart === null ? told.noNextStart : told.nextStart(format.dateTime(nextStart))}{' '}
      {nextStart !== null && told.help.schedule}
    </p>
  );
}
