// One creation rule: its name and place in the order, whom it is for, what it gives, and how many it hits.
import type { ReactNode } from 'react';
import { ActionIcon, Select, TextInput, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { RulesTried } from '../../../api/api-types.ts';
import type { Fault } from '../../../api/problem.ts';
import { useFocusWhenNew } from '../../../parts/use-focus-when-new.ts';
import { useWords } from '../../../words/words.tsx';
import { tellOfExpression } from './tell-expression.ts';
import { SettingsTemplateSelect } from './defaults.tsx';
import { isAdded } from './draft.ts';
import type { RuleDraft } from './draft.ts';
import { useEditor } from './editor-context.ts';
import { NumberField } from './number-field.tsx';
import { RuleCondition } from './rule-condition.tsx';
import { SeriesSelect } from './series-select.tsx';
import classes from './rules.module.css';

interface RuleCardProps {
  rule: RuleDraft;
  /** From 0. */
  place: number;
  isLast: boolean;
  /** Attributes that a condition can name. */
  fields: readonly string[];
  tried: RulesTried['rules'][number] | null;
  /** What the server says of it. */
  told: readonly Fault[];
  onChange: (rule: RuleDraft) => void;
  onRemove: () => void;
  onMove: (by: -1 | 1) => void;
}

export function RuleCard(props: RuleCardProps): ReactNode {
  const { rule, place, tried, told, fields, onChange } = props;
  const { words, format } = useWords();
  const { faultAt } = useEditor();
  const said = words.mapping.rules;
  const at = `rules.${rule.key}`;
  const choice = faultAt(`${at}.choice`);
  return (
    <li
      className={classes['rule']}
      data-place={`${at}.choice`}
      aria-label={said.rule(format.number(place + 1), rule.name)}
    >
      <RuleHead {...props} />
      <RuleCondition rule={rule} fields={fields} onChange={onChange} />
      <RuleGifts rule={rule} onChange={onChange} />
      {choice && <p className={classes['fault']}>{choice.text}</p>}
      {told.map(({ path, message, cure }) => (
        <RuleFault key={`${path} ${message}`} message={message} cure={cure} />
      ))}
      {tried && <Hits tried={tried} />}
    </li>
  );
}

function RuleHead({ rule, place, isLast, onChange, onRemove, onMove }: RuleCardProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly, faultAt } = useEditor();
  const said = words.mapping.rules;
  const at = `rules.${rule.key}.name`;
  const field = useFocusWhenNew(isAdded(rule.key));
  return (
    <div className={classes['head']} data-place={at}>
      <TextInput
        ref={field}
        label={said.name}
        value={rule.name}
        readOnly={isReadOnly}
        maxLength={100}
        error={faultAt(at)?.text}
        onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
      />
      {!isReadOnly && (
        <span className={classes['deeds']}>
          <Deed
            icon={IconArrowUp}
            label={said.up(rule.name)}
            isOff={place === 0}
            onClick={() => onMove(-1)}
          />
          <Deed icon={IconArrowDown} label={said.down(rule.name)} isOff={isLast} onClick={() => onMove(1)} />
          <Deed icon={IconTrash} label={said.remove(rule.name)} isOff={false} onClick={onRemove} />
        </span>
      )}
    </div>
  );
}

/** The first can not go up: its button stays where it is, so that the focus does. */
function Deed({
  icon: Sign,
  label,
  isOff,
  onClick,
}: {
  icon: Icon;
  label: string;
  isOff: boolean;
  onClick: () => void;
}): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        {...(isOff && { 'aria-disabled': true, 'data-disabled': true })}
        onClick={() => !isOff && onClick()}
      >
        <Sign size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function RuleGifts({ rule, onChange }: Pick<RuleCardProps, 'rule' | 'onChange'>): ReactNode {
  const { words } = useWords();
  const { isReadOnly, faultAt } = useEditor();
  const said = words.mapping.rules;
  const languages = (['sv', 'en'] as const).map((value) => ({ value, label: said.languages[value] }));
  const isOther = rule.language !== null && !languages.some(({ value }) => value === rule.language);
  return (
    <div className={classes['gifts']}>
      <SettingsTemplateSelect
        label={said.settingsTemplate}
        none={said.asDefault}
        value={rule.settingsTemplate}
        onChange={(settingsTemplate) => onChange({ ...rule, settingsTemplate })}
      />
      <NumberField
        label={said.callerId}
        placeholder={said.asDefault}
        value={rule.callerId}
        fault={faultAt(`rules.${rule.key}.callerId`)}
        onChange={(callerId) => onChange({ ...rule, callerId })}
      />
      <SeriesSelect
        label={said.series}
        none={said.asDefault}
        value={rule.numberSeries}
        onChange={(numberSeries) => onChange({ ...rule, numberSeries })}
      />
      <Select
        label={said.language}
        data={[
          { value: '', label: said.asDefault },
          ...languages,
          ...(isOther && rule.language ? [{ value: rule.language, label: rule.language }] : []),
        ]}
        value={rule.language ?? ''}
        readOnly={isReadOnly}
        allowDeselect={false}
        onChange={(language) => onChange({ ...rule, language: language === '' ? null : language })}
      />
    </div>
  );
}

function Hits({ tried }: { tried: RulesTried['rules'][number] }): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping.rules;
  const { fits, decides, unknown, isShadowed, samples } = tried;
  const counts = [said.fits(fits, format.number(fits)), said.decides(decides, format.number(decides))];
  if (unknown > 0) counts.push(said.unknown(unknown, format.number(unknown)));
  return (
    <p className={classes['hits']} data-shadowed={isShadowed || undefined}>
      {counts.join(', ')}
      {samples.length > 0 && ` – ${format.list(samples)}`}. {isShadowed && said.shadowed}
    </p>
  );
}

function RuleFault(fault: { message: string; cure: string }): ReactNode {
  const told = tellOfExpression(fault, useWords());
  return (
    <p className={classes['fault']} lang={told.lang}>
      {told.text} {told.cure}
    </p>
  );
}
