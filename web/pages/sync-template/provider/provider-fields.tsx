// Provider Settings as ordinary fields over the same text: what is changed here changes that one value in it. Ids given by path, so that
// a fault of the list can be gone to.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PasswordInput, TextInput, Textarea } from '@mantine/core';
import { maskedSecret } from '../../../../src/plan/provider-json.ts';
import { useWords } from '../../../words/words.tsx';
import { useTemplateForm } from '../form/form-context.ts';
import { paths } from './provider-paths.ts';
import type { Field } from './provider-paths.ts';
import { changeProvider, readProvider } from './provider-text.ts';
import { tellFault } from './tell-fault.ts';
import classes from './provider.module.css';

/** Whether the stored secret stays: dots, or nothing said of it. */
const isStored = (secret: string): boolean => secret === maskedSecret;

export function ProviderFields(): ReactNode {
  const spoken = useWords();
  const { words } = spoken;
  const { template, draft, set, providerFaults, isReadOnly } = useTemplateForm();
  const read = readProvider(draft.provider);
  const told = words.provider;
  const change = (field: Field, value: string | string[]): void =>
    set('provider', changeProvider(draft.provider, field, value));
  const propsOf = (field: Field) => {
    const fault = providerFaults.find(({ path }) => path.startsWith(paths[field]));
    return {
      id: `provider-${field}`,
      label: told.fields[field],
      description: told.help[field],
      error: fault && tellFault(fault, spoken).text,
      readOnly: isReadOnly,
      autoComplete: 'off',
    };
  };
  const mask = template?.hasCredentials === true ? maskedSecret : '';
  return (
    <div className={classes['fields']}>
      {(['tenantId', 'clientId'] as const).map((field) => (
        <TextInput
          key={field}
          {...propsOf(field)}
          spellCheck={false}
          value={read[field]}
          onChange={(event) => change(field, event.currentTarget.value)}
        />
      ))}
      {!read.hasCertificate && (
        <SecretField
          {...propsOf('secret')}
          secret={read.secret}
          onChange={(secret) => change('secret', secret || mask)}
        />
      )}
      {(['memberOf', 'notMemberOf'] as const).map((field) => (
        <GroupField
          key={field}
          {...propsOf(field)}
          groups={read[field]}
          onChange={(groups) => change(field, field === 'memberOf' && groups.length === 0 ? [''] : groups)}
        />
      ))}
    </div>
  );
}

interface OneFieldProps {
  id: string;
  label: string;
  description: string;
  error: string | undefined;
  readOnly: boolean;
}

interface SecretFieldProps extends OneFieldProps {
  secret: string;
  onChange: (secret: string) => void;
}

/** Empty while the stored one stays, which can not be shown. */
function SecretField({ secret, onChange, ...props }: SecretFieldProps): ReactNode {
  const { words } = useWords();
  return (
    <PasswordInput
      {...props}
      autoComplete="new-password"
      placeholder={isStored(secret) ? words.provider.stored : ''}
      visibilityToggleButtonProps={{ 'aria-label': words.common.show }}
      value={isStored(secret) ? '' : secret}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface GroupFieldProps extends OneFieldProps {
  groups: readonly string[];
  onChange: (groups: string[]) => void;
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** The text is kept as typed: an empty last line is one that is about to be filled. */
function GroupField({ groups, onChange, ...props }: GroupFieldProps): ReactNode {
  const [text, setText] = useState(groups.join('\n'));
  const shown = linesOf(text).join('\n') === groups.join('\n') ? text : groups.join('\n');
  return (
    <Textarea
      {...props}
      autosize
      minRows={2}
      spellCheck={false}
      styles={{ input: { height: 'auto' } }}
      value={shown}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(linesOf(event.currentTarget.value));
      }}
    />
  );
}
