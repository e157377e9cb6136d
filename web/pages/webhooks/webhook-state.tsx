// How a webhook is doing, in a word.
import type { ReactNode } from 'react';
import type { Webhook } from '../../api/api-types.ts';
import { useWords } from '../../words/words.tsx';
import classes from './webhooks.module.css';

export function WebhookState({ webhook }: { webhook: Webhook }): ReactNode {
  const { words, format } = useWords();
  const w = words.webhooks;
  if (webhook.off) return <span className={classes['bad']}>{w.offByItself}</span>;
  if (!webhook.active) return <span className={classes['quiet']}>{w.offByHand}</span>;
  if (webhook.failures > 0)
    return (
      <span className={classes['bad']}>{w.failing(webhook.failures, format.number(webhook.failures))}</span>
    );
  return <span className={classes['quiet']}>{w.on}</span>;
}
