// Whom a creation rule is for: whoever has one of some values in an attribute, is in a group, or meets an expression.
import type { ReactNode } from 'react';
import { Select, TagsInput, TextInput } from '@mantine/core';
import { useWords } from '../../../words/words.tsx';
import type { RuleDraft } from './draft.ts';
import { useEditor } from './editor-context.ts';
import { ExpressionField } from './expression-field.tsx';
import classes from './rules.module.css';

interface RuleConditionProps {
  rule: RuleDraft;
  fields: readonly string[];
  onChange: (rule: RuleDraft) => void;
}

export function RuleCondition({ rule, fields, onChange }: RuleConditionProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly, faultAt } = useEditor();
  const said = words.mapping.rules;
  const at = `rules.${rule.key}.when`;
  const fault = faultAt(at);
  const kinds = (['field', 'group', 'expression'] as const).map((value) => ({
    value,
    label: said.by[value],
  }));
  return (
    <div className={classes['when']} data-place={at}>
      <Select
        label={said.when}
        data={kinds}
        value={rule.condition}
        readOnly={isReadOnly}
        allowDeselect={false}
        onChange={(condition) => condition && onChange({ ...rule, condition })}
      />
      {rule.condition === 'field' && (
        <FieldCondition rule={rule} fields={fields} onChange={onChange} fault={fault?.text ?? null} />
      )}
      {rule.condition === 'group' && (
        <TextInput
          label={said.group}
          value={rule.group}
          readOnly={isReadOnly}
          error={fault?.text}
          onChange={(event) => onChange({ ...rule, group: event.currentTarget.value })}
        />
      )}
      {rule.condition === 'expression' && (
        <div className={classes['wide']}>
          <ExpressionField
            label={said.expression}
            kind="condition"
            value={rule.expression}
            onChange={(expression) => onChange({ ...rule, expression })}
            fault={fault}
          />
        </div>
      )}
    </div>
  );
}

function FieldCondition({
  rule,
  fields,
  onChange,
  fault,
}: RuleConditionProps & { fault: string | null }): ReactNode {
  const { words } = useWords();
  const { isReadOnly, choices } = useEditor();
  const said = words.mapping.rules;
  const samples = choices.find(({ field }) => field === rule.field)?.samples ?? [];
  const known = rule.field === '' || fields.includes(rule.field) ? fields : [...fields, rule.field];
  return (
    <>
      <Select
        label={said.field}
        data={known}
        value={rule.field || null}
        searchable
        openOnFocus={false}
        readOnly={isReadOnly}
        allowDeselect={false}
        error={rule.field === '' && fault}
        onChange={(field) => onChange({ ...rule, field: field ?? '' })}
      />
      <TagsInput
        label={said.is}
        description={said.isHelp}
        data={samples}
        value={[...rule.is]}
        readOnly={isReadOnly}
        acceptValueOnBlur
        maxTags={500}
        error={rule.is.length === 0 && fault}
        onChange={(is) => onChange({ ...rule, is })}
      />
    </>
  );
}
