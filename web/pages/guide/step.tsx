// One step: what to press and where, in Azure's own words; the field for what is copied there; why, for whoever asks; on to the next.
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, Group } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { Guide } from '../../api/api-types.ts';
import { CopyText } from '../../parts/copy-text.tsx';
import { useWords } from '../../words/words.tsx';
import { AzureText } from './azure-text.tsx';
import { CloudField } from './cloud-field.tsx';
import type { GuideStep } from '../../../src/plan/guide-steps.ts';
import { IdField } from './id-field.tsx';
import { SecretFields } from './secret-fields.tsx';
import { TestStep } from './test-step.tsx';
import type { StepProps } from './step-props.ts';
import classes from './guide.module.css';

export function Step(props: StepProps): ReactNode {
  const { guide, step, heading } = props;
  const { words, format } = useWords();
  const said = words.guide.byStep[step];
  const at = guide.steps.indexOf(step);
  return (
    <section aria-labelledby="guide-step">
      <p className={classes['at']}>
        {words.guide.stepOf(format.number(at + 1), format.number(guide.steps.length))}
      </p>
      <h2 id="guide-step" ref={heading} tabIndex={-1} className={classes['title']}>
        {said.title}
      </h2>
      <ol className={classes['todo']}>
        {said.todo.map((sentence) => (
          <li key={sentence}>
            <AzureText text={sentence} />
          </li>
        ))}
      </ol>
      {step === 'test' ? <TestStep {...props} /> : <Asked {...props} />}
      <details className={classes['why']}>
        <summary>{words.guide.why}</summary>
        <p>{said.why}</p>
      </details>
    </section>
  );
}

/** What is copied, and the way on. What is wrong in a field is told there, once it was left or the way on was pressed. */
function Asked(props: StepProps): ReactNode {
  const { guide, step, isReadOnly, saving, onDone, onGo } = props;
  const { words } = useWords();
  const [isPressed, setPressed] = useState(false);
  const [isWhole, setWhole] = useState(isFilled(guide, step));
  const before = guide.steps[guide.steps.indexOf(step) - 1];
  const next = (): void => {
    setPressed(true);
    if (isWhole) onDone();
  };
  const field = { guide, saving, isReadOnly, isPressed, onWhole: setWhole };
  return (
    <form
      className={classes['asked']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        next();
      }}
    >
      {step === 'signIn' && <SignIn {...props} />}
      {step === 'tenantId' && <IdField what="tenantId" {...field} />}
      {step === 'clientId' && <IdField what="clientId" {...field} />}
      {step === 'secret' && <SecretFields {...field} />}
      {step === 'permissions' && (
        <div className={classes['copies']}>
          {['User.Read.All', 'Group.Read.All'].map((name) => (
            <CopyText key={name} value={name} what={name} />
          ))}
        </div>
      )}
      {!isReadOnly && (
        <Group>
          {before && <Button onClick={() => onGo(before)}>{words.guide.back}</Button>}
          <Button type="submit" variant="filled" loading={isPressed && isWhole && saving.isSaving}>
            {words.guide.next}
          </Button>
          <span role="status" className={classes['quiet']}>
            {saving.wasSaved && !saving.isSaving && words.guide.saved}
          </span>
        </Group>
      )}
    </form>
  );
}

/** Whether what the step asks for is there already. */
function isFilled(guide: Guide, step: GuideStep): boolean {
  if (step === 'tenantId') return guide.tenantId !== null;
  if (step === 'clientId') return guide.clientId !== null;
  return step !== 'secret' || (guide.clientSecret !== null && guide.expires !== null);
}

const portals: Readonly<Record<string, string>> = {
  usgov: 'https://portal.azure.us',
  'usgov-dod': 'https://portal.azure.us',
  china: 'https://portal.azure.cn',
};

function SignIn({ guide, saving, isReadOnly }: StepProps): ReactNode {
  const { words } = useWords();
  return (
    <>
      <Button
        component="a"
        href={portals[guide.cloud] ?? 'https://portal.azure.com'}
        target="_blank"
        rel="noreferrer"
        className={classes['open'] ?? ''}
        rightSection={<IconExternalLink size={16} aria-hidden />}
      >
        {words.guide.open}
        <span className="visually-hidden"> ({words.guide.newWindow})</span>
      </Button>
      {guide.clouds.length > 1 && <CloudField {...{ guide, saving, isReadOnly }} />}
    </>
  );
}
