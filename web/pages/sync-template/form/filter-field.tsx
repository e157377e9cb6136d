// The condition that people have to meet: an expression, checked by the server as it is typed, with the place of a fault.
import type { ReactNode } from 'react';
import { Textarea } from '@mantine/core';
import { useWords } from '../../../words/words.tsx';
import { fieldId, useTemplateForm } from './form-context.ts';
import { useCheckedFilter } from './use-checked-filter.ts';
import classes from './form.module.css';

export function FilterField(): ReactNode {
  const { words } = useWords();
  const { draft, set, faultOf, isReadOnly } = useTemplateForm();
  const checked = useCheckedFilter(draft.filter, !isReadOnly);
  const told = words.syncTemplate;
  return (
    <div>
      <Textarea
        id={fieldId('filter')}
        label={told.fields.filter}
        description={told.help.filter}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={2}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', height: 'auto' } }}
        value={draft.filter}
        readOnly={isReadOnly}
        error={faultOf('filter')}
        onChange={(event) => set('filter', event.currentTarget.value)}
      />
      <span role="status" className={classes['good']}>
        {checked?.ok && told.checkFilter}
      </span>
    </div>
  );
}
