// The fields of the company's settings, in their sections.
import type { ReactNode } from 'react';
import { NumberInput, Select, Switch, Text, TextInput } from '@mantine/core';
import type { Company } from '../../api/api-types.ts';
import type { Problem } from '../../api/problem.ts';
import { presentFaults } from '../../parts/field-fault.tsx';
import { tellProblem } from '../../parts/problem-words.ts';
import { Section } from '../../parts/section.tsx';
import { useWords } from '../../words/words.tsx';
import { presentCountries, presentLanguages, presentTimeZones } from './name-lists.ts';
import type { TableText } from './lookup-text.ts';

export interface SettingsValues extends Omit<Company, 'id' | 'lookups'> {
  tables: readonly TableText[];
}

interface FieldsProps {
  values: SettingsValues;
  onChange: (values: SettingsValues) => void;
  problem: Problem | null;
  isReadOnly: boolean;
}

export function SettingsFields(props: FieldsProps): ReactNode {
  const { words } = useWords();
  const texts = words.company;
  return (
    <>
      <Section title={texts.general.title} text={texts.general.text}>
        <General {...props} />
      </Section>
      <Section title={texts.numbers.title} text={texts.numbers.text}>
        <Days {...props} name="coolingDays" most={365} />
        <OwnNumbersOnly {...props} />
      </Section>
      <Section title={texts.keeping.title} text={texts.keeping.text}>
        <Days {...props} name="retentionDays" most={3650} />
      </Section>
    </>
  );
}

function General({ values, onChange, problem, isReadOnly }: FieldsProps): ReactNode {
  const { words, language, format } = useWords();
  const texts = words.company;
  const faultAt = presentFaults(problem, { name: texts.create.nameMissing });
  const taken = problem?.code === 'name.taken' ? tellProblem(problem, words).text : null;
  const selects = [
    { key: 'country', text: texts.countryText, data: presentCountries(language, format, values.country) },
    { key: 'timeZone', text: texts.timeZoneText, data: presentTimeZones(values.timeZone) },
    { key: 'language', text: texts.languageText, data: presentLanguages(language, format, values.language) },
  ] as const;
  return (
    <>
      <TextInput
        label={texts.name}
        value={values.name}
        onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
        error={taken ?? faultAt('name')}
        readOnly={isReadOnly}
        maw={420}
      />
      {selects.map(({ key, text, data }) => (
        <Select
          key={key}
          label={texts[key]}
          description={text}
          data={[...data]}
          value={values[key]}
          onChange={(value) => value !== null && onChange({ ...values, [key]: value })}
          error={faultAt(key)}
          searchable
          allowDeselect={false}
          readOnly={isReadOnly}
          maw={420}
        />
      ))}
    </>
  );
}

function Days({
  values,
  onChange,
  problem,
  isReadOnly,
  name,
  most,
}: FieldsProps & { name: 'coolingDays' | 'retentionDays'; most: number }): ReactNode {
  const { words } = useWords();
  return (
    <NumberInput
      label={words.company[name]}
      description={words.company[`${name}Text`]}
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: Number(value) || 0 })}
      min={0}
      max={most}
      allowDecimal={false}
      suffix={` ${words.company.days}`}
      error={presentFaults(problem)(name)}
      readOnly={isReadOnly}
      hideControls={isReadOnly}
      maw={240}
    />
  );
}

function OwnNumbersOnly({ values, onChange, isReadOnly }: FieldsProps): ReactNode {
  const { words } = useWords();
  const texts = words.company;
  if (isReadOnly)
    return (
      <div>
        <Text fw={500}>{texts.ownNumbersOnly}</Text>
        <Text>{values.ownNumbersOnly ? words.common.yes : words.common.no}</Text>
      </div>
    );
  return (
    <Switch
      label={texts.ownNumbersOnly}
      description={texts.ownNumbersOnlyText}
      checked={values.ownNumbersOnly}
      onChange={(event) => onChange({ ...values, ownNumbersOnly: event.currentTarget.checked })}
    />
  );
}
