// rollcall webhooks: where notices go beside mail, and how each webhook is doing.
import { readCompanies } from '../store/companies.ts';
import { readWebhookHealth, readWebhooks } from '../store/webhooks.ts';
import type { Webhook, WebhookHealth } from '../store/webhooks.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withStore } from './with-store.ts';

export const webhooks: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const all = await readWebhooks(kysely, company.id);
    const health = await readWebhookHealth(
      kysely,
      all.map(({ id }) => id),
    );
    const known = all.flatMap((webhook) => {
      const its = health.get(webhook.id);
      return its ? [{ webhook, its }] : [];
    });
    const rows = known.map(({ webhook, its }) => presentRow(webhook, its, company.timeZone));
    const text = rows.length > 0 ? presentTable([head, ...rows], [4]).join('\n') : none;
    return { exitCode: 0, json: known.map(({ webhook, its }) => presentJson(webhook, its)), text };
  });

const head = ['webhook', 'state', 'to', 'shape', 'waiting', 'last'];
const none =
  'No webhooks: what is told is told by mail alone.\nAdd them as "webhooks" of the configuration document, or over the API.';

function presentRow(webhook: Webhook, health: WebhookHealth, timeZone: string): string[] {
  return [
    paint('bold', presentPlain(webhook.name)),
    presentState(webhook, health, timeZone),
    presentPlain(webhook.shownUrl ?? 'no address yet'),
    webhook.shape,
    presentCount(health.waiting),
    presentLast(health, timeZone),
  ];
}

function presentState({ active }: Webhook, { off, failures }: WebhookHealth, timeZone: string): string {
  if (off !== null) {
    const why = off.code === 'gone' ? 'its receiver is gone' : 'nothing arrived';
    return paint('red', `switched off ${presentTime(off.at, timeZone)}: ${why}`);
  }
  if (!active) return paint('dim', 'off');
  if (failures === 0) return paint('green', 'on');
  return paint('yellow', failures === 1 ? 'on, failed once' : `on, failed ${presentCount(failures)} times`);
}

function presentLast({ last }: WebhookHealth, timeZone: string): string {
  if (last === null) return '';
  const status = last.status === null ? '' : ` ${last.status}`;
  const answer = last.answer === null ? '' : ` ${presentPlain(last.answer)}`;
  return `${presentTime(last.at, timeZone)} ${last.state}${status}${answer}`;
}

function presentJson(webhook: Webhook, { failures, failingSince, off, last, waiting }: WebhookHealth) {
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.shownUrl,
    shape: webhook.shape,
    kinds: webhook.kinds,
    active: webhook.active,
    failures,
    failingSince: failingSince?.toISOString() ?? null,
    off: off && { at: off.at.toISOString(), code: off.code },
    waiting,
    last: last && { ...last, at: last.at.toISOString() },
  };
}
