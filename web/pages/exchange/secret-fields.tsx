// The password or token of an exchange: never shown again, and what is left empty stays as it is stored.
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { Input, SegmentedControl, TextInput } from '@mantine/core';
import { PasswordField } from '../../parts/password-field.tsx';
import { useWords } from '../../words/words.tsx';
import { useExchange } from './form-context.ts';

export function SecretFields(): ReactNode {
  const { draft, mayChange } = useExchange();
  if (!mayChange) return null;
  return draft.kind === 'scim' ? <ServiceSecret /> : <SecretField name="password" isHidden />;
}

function ServiceSecret(): ReactNode {
  const { words } = useWords();
  const { change } = useExchange();
  const [auth, setAuth] = useState('token');
  const id = useId();
  const told = words.exchanges;
  const choose = (next: string): void => {
    setAuth(next);
    // Both together would be two answers to one question.
    change({ secrets: {} });
  };
  return (
    <>
      <Input.Wrapper label={told.auth} labelElement="div" labelProps={{ id }}>
        <div>
          <SegmentedControl
            aria-labelledby={id}
            size="sm"
            value={auth}
            onChange={choose}
            data={Object.entries(told.auths).map(([value, label]) => ({ value, label }))}
          />
        </div>
      </Input.Wrapper>
      {auth === 'token' && <SecretField name="token" isHidden />}
      {auth === 'oauth' && (
        <>
          <SecretField name="tokenUrl" />
          <SecretField name="clientId" />
          <SecretField name="clientSecret" isHidden />
          <SecretField name="scope" />
        </>
      )}
    </>
  );
}

function SecretField({ name, isHidden = false }: { name: string; isHidden?: boolean }): ReactNode {
  const { words } = useWords();
  const { draft, hasSecrets, setSecret, faultAt } = useExchange();
  const { labels, helps } = words.exchangeSettings;
  const shared = {
    label: labels[name],
    description: isHidden && hasSecrets ? words.exchanges.secretKept : helps[name],
    value: draft.secrets[name] ?? '',
    error: faultAt(`secrets.${name}`),
    autoComplete: isHidden ? 'new-password' : 'off',
  };
  return isHidden ? (
    <PasswordField
      {...shared}
      {...(hasSecrets && { placeholder: '••••' })}
      onChange={(event) => setSecret(name, event.currentTarget.value)}
    />
  ) : (
    <TextInput
      {...shared}
      spellCheck={false}
      onChange={(event) => setSecret(name, event.currentTarget.value)}
    />
  );
}
