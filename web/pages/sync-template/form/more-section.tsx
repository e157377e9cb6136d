// More, folded: who is in beside the groups, the condition, and the brakes. Opens by itself when something in it is wrong.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import type { DraftKey } from './draft.ts';
import { ChoiceField, SwitchField, TextField } from './fields.tsx';
import { FilterField } from './filter-field.tsx';
import { useTemplateForm } from './form-context.ts';
import classes from './form.module.css';

const inside: readonly DraftKey[] = [
  'filter',
  'removalsCount',
  'removalsPercent',
  'numbersCount',
  'numbersPercent',
  'createsCount',
];

export function MoreSection(): ReactNode {
  const { words } = useWords();
  const { faultOf } = useTemplateForm();
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || inside.some((key) => faultOf(key) !== undefined);
  const told = words.syncTemplate;
  return (
    <Section title={told.sections.more} text={told.sections.moreText}>
      <Button
        className={classes['moreButton'] ?? ''}
        aria-expanded={isOpen}
        leftSection={
          isOpen ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />
        }
        onClick={() => setAsked(!isOpen)}
      >
        {isOpen ? words.common.hide : words.common.show}
      </Button>
      {isOpen && (
        <>
          <ChoiceField name="disabledPeople" choices={told.disabled} />
          <ChoiceField name="guests" choices={told.guestChoices} />
          <div>
            <SwitchField name="nestedGroups" />
          </div>
          <div>
            <SwitchField name="linkByMail" help={told.help.linkByMail} />
          </div>
          <FilterField />
          <BrakeFields />
        </>
      )}
    </Section>
  );
}

function BrakeFields(): ReactNode {
  const { words } = useWords();
  const told = words.syncTemplate;
  return (
    <fieldset className={classes['fieldset']}>
      <legend className={classes['legend']}>{told.brakeTitle}</legend>
      <p className={classes['note']}>{told.help.brakes}</p>
      <div className={classes['row']}>
        <TextField name="removalsCount" isNumber />
        <TextField name="removalsPercent" isNumber unit={told.percent} />
        <TextField name="numbersCount" isNumber />
        <TextField name="numbersPercent" isNumber unit={told.percent} />
        <TextField name="createsCount" isNumber help={told.help.createsCount} />
      </div>
    </fieldset>
  );
}
