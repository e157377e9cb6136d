// One field in the exchange and where it comes from: field ← source, what three people would get, and how it goes for everybody.
import type { ReactNode } from 'react';
import { Badge } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useWords } from '../../../words/words.tsx';
import { requiredFields } from './draft.ts';
import type { MappingDraft, UserField } from './draft.ts';
import { useEditor } from './editor-context.ts';
import { SourceField } from './source-field.tsx';
import { TrialFigures } from './trial-figures.tsx';
import classes from './mapping.module.css';

interface MappingRowProps {
  field: UserField;
  mapping: MappingDraft;
  onChange: (mapping: MappingDraft) => void;
}

export function MappingRow({ field, mapping, onChange }: MappingRowProps): ReactNode {
  const { words } = useWords();
  const { faultAt } = useEditor();
  const label = words.fields.user[field] ?? field;
  const isRequired = (requiredFields as readonly string[]).includes(field);
  const at = `fieldMapping.${field}`;
  return (
    <li className={classes['row']} data-place={at}>
      <div className={classes['name']}>
        <span className={classes['field']}>{label}</span>
        {isRequired && (
          <Badge variant="light" color="gray" tt="none" fw={500}>
            {words.common.required}
          </Badge>
        )}
        <IconArrowLeft className={classes['arrow']} size={16} aria-hidden />
      </div>
      <div className={classes['control']}>
        <SourceField label={label} mapping={mapping} onChange={onChange} fault={faultAt(at)} />
        {mapping.source && <TrialFigures field={field} label={label} />}
      </div>
    </li>
  );
}
