// The last step: the connection is tried with what was copied, the template gets its name, and it is made – paused. Of a renewal, the old
// template gets its new secret.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Alert, Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi, useForget } from '../../api/use-api.ts';
import { Failed } from '../../parts/states.tsx';
import { toast } from '../../parts/toast.tsx';
import { useWords } from '../../words/words.tsx';
import type { Words } from '../../words/words.tsx';
import { TestSteps } from '../sync-template/provider/test-steps.tsx';
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import type { StepProps } from './step-props.ts';
import classes from './guide.module.css';

export function TestStep(props: StepProps): ReactNode {
  const { guide, address, isReadOnly, onGo } = props;
  const { words, format } = useWords();
  const test = useTest(address);
  const lacking = findLacking(props);
  if (lacking.length > 0) {
    const names = lacking.map((step) => words.guide.byStep[step].title);
    return (
      <Alert color="amber" variant="light" title={words.guide.lacking(format.list(names))}>
        <Group>
          {lacking.map((step, at) => (
            <Button key={step} onClick={() => onGo(step)}>
              {names[at]}
            </Button>
          ))}
        </Group>
      </Alert>
    );
  }
  if (isReadOnly) return null;
  const isOk = test.data?.ok === true && !test.isPending;
  return (
    <div className={classes['asked']}>
      {test.data && <TestSteps report={test.data} />}
      {test.error && <Failed error={test.error} what={words.guide.testFailed} />}
      <Group>
        <Button variant={isOk ? 'default' : 'filled'} loading={test.isPending} onClick={() => test.mutate()}>
          {words.guide.testing}
        </Button>
      </Group>
      {isOk && <Finish {...props} key={guide.id} />}
    </div>
  );
}

/** Steps whose values are not there yet. */
function findLacking({ guide }: StepProps): GuideStep[] {
  const there: Partial<Record<GuideStep, string | null>> = {
    tenantId: guide.tenantId,
    clientId: guide.clientId,
    secret: guide.clientSecret,
  };
  return guide.steps.filter((step) => there[step] === null);
}

function useTest(address: string) {
  const api = useApi();
  return useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/guides/{guide}/connection-tests', { path: { guide: address } }),
  });
}

function Finish({ guide, address, saving }: StepProps): ReactNode {
  const { words } = useWords();
  const isRenewal = guide.template !== null;
  const [name, setName] = useState(guide.name);
  const [isPressed, setPressed] = useState(false);
  const isNameless = !isRenewal && name.trim() === '';
  const end = useFinish(address, words, isRenewal);
  const press = (): void => {
    setPressed(true);
    if (isNameless) return;
    if (isRenewal || name.trim() === guide.name) end.mutate();
    else saving.save({ name: name.trim() }, () => end.mutate());
  };
  return (
    <form
      className={classes['asked']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        press();
      }}
    >
      {!isRenewal && (
        <TextInput
          label={words.guide.fields.name}
          description={words.guide.help.name}
          value={name}
          maxLength={100}
          maw={420}
          error={isPressed && isNameless && words.guide.faults['noName']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {end.error && (
        <Failed error={end.error} what={words.guide.finishFailed} unharmed={words.guide.finishUnharmed} />
      )}
      <Group>
        <Button type="submit" variant="filled" loading={end.isPending || saving.isSaving}>
          {isRenewal ? words.guide.finishRenewal : words.guide.finish}
        </Button>
      </Group>
      {!isRenewal && <p className={classes['quiet']}>{words.guide.finishNote}</p>}
    </form>
  );
}

function useFinish(address: string, words: Words, isRenewal: boolean) {
  const api = useApi();
  const forget = useForget();
  const navigate = useNavigate();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () =>
      api.call('post', '/companies/{company}/guides/{guide}/finish', {
        path: { guide: address },
        idempotencyKey,
      }),
    onSuccess: async ({ template }) => {
      toast(isRenewal ? words.guide.renewed : words.guide.finished);
      await navigate({ to: '/integrations/ad-sync/$template', params: { template } });
      await forget(
        '/companies/{company}/guides',
        '/companies/{company}/sync-templates',
        '/companies/{company}/status',
      );
    },
  });
}
