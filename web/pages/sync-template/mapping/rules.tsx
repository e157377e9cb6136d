// What new users get by rule: an ordered list of which the first that fits decides, each with how many it hits, and where numbers come
// from for those who have none.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRead } from '../../../api/use-api.ts';
import { Failed } from '../../../parts/states.tsx';
import { Section } from '../../../parts/section.tsx';
import { useWords } from '../../../words/words.tsx';
import { presentDraft } from './draft.ts';
import type { Draft, RuleDraft } from './draft.ts';
import { findFaults } from './draft-faults.ts';
import { useEditor } from './editor-context.ts';
import { RuleCard } from './rule-card.tsx';
import { SeriesSelect } from './series-select.tsx';
import { useTriedRules } from './use-tried-rules.ts';
import classes from './rules.module.css';

interface RulesProps {
  templateId: string;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

export function Rules({ templateId, draft, onChange }: RulesProps): ReactNode {
  const { words } = useWords();
  const { isReadOnly } = useEditor();
  const said = words.mapping.rules;
  const add = (): void => onChange({ rules: [...draft.rules, newRule()] });
  return (
    <Section title={said.title} text={said.text}>
      <div data-place="automaticNumbers">
        <SeriesSelect
          label={said.automatic}
          description={said.automaticHelp}
          none={said.noSeries}
          value={draft.automaticSeries}
          onChange={(automaticSeries) => onChange({ automaticSeries })}
        />
      </div>
      {draft.rules.length > 0 && <RuleList templateId={templateId} draft={draft} onChange={onChange} />}
      {!isReadOnly && (
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
          className={classes['add'] ?? ''}
        >
          {said.add}
        </Button>
      )}
    </Section>
  );
}

const newRule = (): RuleDraft => ({
  key: crypto.randomUUID(),
  name: '',
  condition: 'field',
  field: '',
  is: [],
  group: '',
  expression: '',
  settingsTemplate: null,
  callerId: '',
  numberSeries: null,
  language: null,
});

function RuleList({ templateId, draft, onChange }: RulesProps): ReactNode {
  const { words, format } = useWords();
  const said = words.mapping.rules;
  const { rules } = draft;
  const [moved, setMoved] = useState('');
  const isWhole = !findFaults(draft).some(({ at }) => at.startsWith('rules.'));
  const { tried, faults, error } = useTriedRules(templateId, presentDraft(draft).rules, isWhole);
  const fields = useRead('/companies/{company}/expressions/functions', {}, { staleTime: 300_000 });
  const move = (from: number, to: number): void => {
    const [rule] = rules.slice(from, from + 1);
    if (!rule) return;
    onChange({ rules: rules.toSpliced(from, 1).toSpliced(to, 0, rule) });
    setMoved(said.moved(rule.name, format.number(to + 1)));
  };
  return (
    <>
      <ol className={classes['rules']}>
        {rules.map((rule, at) => (
          <RuleCard
            key={rule.key}
            rule={rule}
            place={at}
            isLast={at === rules.length - 1}
            fields={fields.data?.fields.map(({ field }) => field) ?? []}
            tried={isWhole ? (tried?.rules[at] ?? null) : null}
            told={faults.filter(({ path }) => path?.startsWith(`rules[${at}]`))}
            onChange={(next) => onChange({ rules: rules.with(at, next) })}
            onRemove={() => onChange({ rules: rules.toSpliced(at, 1) })}
            onMove={(by) => move(at, at + by)}
          />
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {moved}
      </p>
      {isWhole && tried && (
        <p className={classes['none']}>{said.none(tried.none, format.number(tried.none))}</p>
      )}
      {error && <Failed error={error} what={said.failed} />}
    </>
  );
}
