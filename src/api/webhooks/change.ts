// Webhooks made, changed and deleted, each with its entry in the audit log in the same transaction. What is stored of a webhook that
// changes is locked, and compared with what was seen.
import type { Transaction } from 'kysely';
import { parseWebhook, parseWebhookChanges } from '../../document/parse-webhook.ts';
import type { WebhookValues } from '../../document/parse-webhook.ts';
import { MOST_WEBHOOKS, webhookDefaults } from '../../plan/webhook.ts';
import { presentAudited, saveWebhook } from '../../run/save-webhook.ts';
import { closeWebhookIncident } from '../../run/webhook-off.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import type { Tables } from '../../store/tables.ts';
import { deleteWebhook, lockWebhook, readWebhooks } from '../../store/webhooks.ts';
import type { Webhook } from '../../store/webhooks.ts';
import { checkBody } from '../body.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import { presentEditable } from './present.ts';

type C = Asked<CompanyEnv>;

/** The document's own checks, with where webhooks may go on this installation. */
export const checkNew = (c: C) => checkBody(c, (spot) => parseWebhook(spot, c.var.parts.webhookHosts));
export const checkChanges = (c: C) =>
  checkBody(c, (spot) => parseWebhookChanges(spot, c.var.parts.webhookHosts));

export interface Saved {
  webhook: Webhook;
  /** To be shown this once. */
  signing: string | null;
}

export async function createWebhook(
  c: C,
  trx: Transaction<Tables>,
  name: string,
  values: WebhookValues,
): Promise<Saved> {
  const companyId = c.var.company.id;
  // Names are the company's, and so is how many there may be: whoever makes one takes turns.
  await lockCompany(trx, companyId);
  const all = await readWebhooks(trx, companyId);
  refuseTakenName(all, name, null);
  if (all.length >= MOST_WEBHOOKS) throw refuse(tooMany);
  if (values.address === undefined) {
    const cure = 'Write it in full, as its receiver shows it.';
    throw invalid([{ path: 'url', message: 'What is shown of an address is not the address.', cure }]);
  }
  const { address } = values;
  const wanted = { ...webhookDefaults, ...values, id: crypto.randomUUID(), companyId, name, address };
  const saved = await saveWebhook(trx, () => Promise.resolve(c.var.parts.box), null, wanted);
  await audit(c, trx, 'webhook.create', null, saved.webhook);
  return saved;
}

const tooMany = {
  code: 'webhooks.tooMany',
  message: `A company has at most ${MOST_WEBHOOKS} webhooks.`,
  cure: 'Delete one that is not needed, or let several receivers share one.',
};

export async function changeWebhook(
  c: C,
  id: string,
  name: string | null,
  values: WebhookValues,
): Promise<Saved> {
  return c.var.parts.database.kysely.transaction().execute(async (trx) => {
    await lockCompany(trx, c.var.company.id);
    const before = await lockOr404(c, trx, id);
    requireMatch(c, presentEditable(before));
    const wanted = { ...before, address: 'keep' as const, ...values, name: name ?? before.name };
    refuseTakenName(await readWebhooks(trx, before.companyId), wanted.name, id);
    if (wanted.active && before.shownUrl === null && wanted.address === 'keep') throw refuse(noAddress);
    const saved = await saveWebhook(trx, () => Promise.resolve(c.var.parts.box), before, wanted);
    await audit(c, trx, 'webhook.update', before, saved.webhook);
    return saved;
  });
}

const noAddress = {
  code: 'webhook.noUrl',
  message: 'The webhook has no address yet.',
  cure: 'Give its url too: export and import leave addresses out, as they open doors.',
};

export async function removeWebhook(c: C, id: string): Promise<void> {
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const before = await lockOr404(c, trx, id);
    requireMatch(c, presentEditable(before));
    await closeWebhookIncident(trx, before, c.var.parts.clock());
    await deleteWebhook(trx, id);
    await audit(c, trx, 'webhook.delete', before, null);
  });
}

export async function lockOr404(c: C, trx: Transaction<Tables>, id: string): Promise<Webhook> {
  const webhook = await lockWebhook(trx, c.var.company.id, id);
  if (!webhook) throw notFound('webhook');
  return webhook;
}

function refuseTakenName(all: readonly Webhook[], name: string, own: string | null): void {
  if (!all.some((one) => one.name === name && one.id !== own)) return;
  const message = `There is a webhook called ${JSON.stringify(name)} already.`;
  throw refuse({ code: 'name.taken', message, cure: 'Choose another name.' });
}

async function audit(
  c: C,
  trx: Transaction<Tables>,
  action: string,
  before: Webhook | null,
  after: Webhook | null,
): Promise<void> {
  const about = after ?? before;
  await writeAudit(trx, {
    companyId: c.var.company.id,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'webhook', id: about?.id ?? null, name: about?.name ?? null },
    ...(before ? { before: presentAudited(before) } : {}),
    ...(after ? { after: presentAudited(after) } : {}),
    address: c.var.address,
  });
}
