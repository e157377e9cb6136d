// The fields of an administrator: who it is, which role, in which company. What is wrong is the server's word, at its field.
import type { ReactNode } from 'react';
import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMe } from '../../api/me.ts';
import type { Problem } from '../../api/problem.ts';
import { presentFaults } from '../../parts/field-fault.tsx';
import { useWords } from '../../words/words.tsx';
import { CompanyField } from './company-field.tsx';

export interface PersonValues {
  email: string;
  firstName: string;
  lastName: string;
  role: 'operator' | 'companyAdministrator' | 'viewer';
  company: string | null;
  language: 'sv' | 'en';
}

export const personPaths = ['email', 'firstName', 'lastName', 'role', 'company'] as const;

interface FieldsProps {
  values: PersonValues;
  onChange: (values: PersonValues) => void;
  problem: Problem | null;
}

export function PersonFields({ values, onChange, problem }: FieldsProps): ReactNode {
  const { words } = useWords();
  const { form } = words.administrators;
  const mayChooseCompany = useMe().company === null;
  const faultAt = presentFaults(problem, {
    email: words.profile.faults.email,
    firstName: words.profile.faults.firstName,
    lastName: words.profile.faults.lastName,
    ...form.faults,
  });
  const set =
    (key: 'email' | 'firstName' | 'lastName') =>
    (event: { currentTarget: HTMLInputElement }): void =>
      onChange({ ...values, [key]: event.currentTarget.value });
  const texts = [
    { key: 'email', type: 'email' },
    { key: 'firstName', type: 'text' },
    { key: 'lastName', type: 'text' },
  ] as const;
  return (
    <Stack gap="md">
      {texts.map(({ key, type }) => (
        <TextInput
          key={key}
          type={type}
          label={form[key]}
          value={values[key]}
          onChange={set(key)}
          error={faultAt(key)}
          autoComplete="off"
          {...(key === 'email' && { 'data-autofocus': true })}
        />
      ))}
      <RoleField values={values} onChange={onChange} problem={problem} error={faultAt('role')} />
      {values.role !== 'operator' && mayChooseCompany && (
        <CompanyField
          label={form.company}
          value={values.company}
          onChange={(company) => onChange({ ...values, company })}
          error={faultAt('company')}
        />
      )}
      <LanguageField values={values} onChange={onChange} />
    </Stack>
  );
}

function RoleField({ values, onChange, error }: FieldsProps & { error: ReactNode }): ReactNode {
  const { words } = useWords();
  const mayMakeOperators = useMe().company === null;
  const roles = (['operator', 'companyAdministrator', 'viewer'] as const).filter(
    (role) => role !== 'operator' || mayMakeOperators,
  );
  return (
    <Radio.Group
      label={words.administrators.form.role}
      value={values.role}
      onChange={(role) => onChange({ ...values, role: role as PersonValues['role'] })}
      error={error}
    >
      <Stack gap={8} mt={6}>
        {roles.map((role) => (
          <Radio
            key={role}
            value={role}
            label={words.administrators.roles[role].name}
            description={words.administrators.roles[role].text}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function LanguageField({ values, onChange }: Pick<FieldsProps, 'values' | 'onChange'>): ReactNode {
  const { words } = useWords();
  return (
    <Select
      label={words.administrators.form.language}
      value={values.language}
      onChange={(language) => onChange({ ...values, language: language === 'sv' ? 'sv' : 'en' })}
      data={[
        { value: 'sv', label: 'Svenska' },
        { value: 'en', label: 'English' },
      ]}
      allowDeselect={false}
    />
  );
}
