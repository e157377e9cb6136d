// What an import makes of "webhooks": given keys replace, absent ones stay, nothing is deleted by absence; a new one without an
// address, as in an export, stays off with a warning. Pure; opening and sealing is run/save-webhook.ts.
import { isDeepStrictEqual } from 'node:util';
import { MOST_WEBHOOKS, webhookDefaults } from '../plan/webhook.ts';
import type { WebhookToSave } from '../run/save-webhook.ts';
import type { Company } from '../store/companies.ts';
import type { Webhook } from '../store/webhooks.ts';
import type { Change, Warning } from './change.ts';
import type { WebhookDocument } from './parse-webhook.ts';
import { fault } from './spot.ts';

export interface StoredWebhook {
  webhook: Webhook;
  /** Opened where the document gives one; null: there is none, it was not asked for, or it can not be opened. */
  url: string | null;
}

export interface WebhookToWrite {
  before: Webhook | null;
  after: WebhookToSave;
}

export interface DecidedWebhooks {
  write: WebhookToWrite[];
  changes: Change[];
  warnings: Warning[];
}

export function decideWebhooks(
  documents: readonly WebhookDocument[],
  stored: readonly StoredWebhook[],
  company: Company,
  newId: () => string,
): DecidedWebhooks {
  const known = new Map(stored.map((one) => [one.webhook.name, one]));
  faultTooMany(documents, known);
  const decided = documents.map((one) => decideWebhook(one, known.get(one.name) ?? null, company, newId));
  return {
    write: decided.filter(({ change }) => change.did !== 'unchanged').map(({ write }) => write),
    changes: decided.map(({ change }) => change),
    warnings: decided.flatMap(({ warning }) => warning ?? []),
  };
}

function faultTooMany(
  documents: readonly WebhookDocument[],
  known: ReadonlyMap<string, StoredWebhook>,
): void {
  const added = documents.filter(({ name }) => !known.has(name));
  const extra = added[MOST_WEBHOOKS - known.size];
  if (!extra) return;
  fault(
    extra.spot,
    `A company has at most ${MOST_WEBHOOKS} webhooks.`,
    'Delete one that is not needed, or let several receivers share one.',
  );
}

function decideWebhook(
  { name, values }: WebhookDocument,
  found: StoredWebhook | null,
  company: Company,
  newId: () => string,
) {
  const before = found?.webhook ?? null;
  const { shape, kinds, active } = { ...webhookDefaults, ...before, ...values };
  const isElsewhere = values.address !== undefined && values.address.url !== found?.url;
  const hasAddress = isElsewhere || (before?.shownUrl ?? null) !== null;
  const after: WebhookToSave = {
    id: before?.id ?? newId(),
    companyId: company.id,
    name,
    shape,
    kinds,
    active: active && hasAddress,
    address: isElsewhere && values.address !== undefined ? values.address : 'keep',
  };
  const fields = [
    ...(isElsewhere ? ['url'] : []),
    ...(['shape', 'kinds', 'active'] as const).filter((key) => !isDeepStrictEqual(before?.[key], after[key])),
  ];
  const did = before === null ? 'created' : fields.length > 0 ? 'updated' : 'unchanged';
  const change: Change = { what: 'webhook', company: company.name, name, did, fields };
  return { write: { before, after }, change, warning: decideWarning(before, after, active, company) };
}

function decideWarning(
  before: Webhook | null,
  after: WebhookToSave,
  wanted: boolean,
  company: Company,
): Warning | null {
  const about = { company: company.name, name: after.name };
  if (wanted && !after.active)
    return {
      ...about,
      message: 'The webhook has no address, so it is off.',
      cure: 'Import it again with "url", and with "active": true; an export leaves addresses out, as they open doors.',
    };
  const hadAddress = (before?.shownUrl ?? null) !== null;
  const isSigned = after.shape === 'json' && (after.address !== 'keep' || hadAddress);
  const wasSigned = before?.shape === 'json' && hadAddress;
  if (!isSigned || wasSigned) return null;
  return {
    ...about,
    message: 'Its messages are signed with a secret that nobody has seen yet.',
    cure: 'Have a new one made and shown, and give it to the receiver (docs/webhooks.md).',
  };
}
