// A webhook of the document: name, address, shape, kinds and whether it is on. Checks form and what can be known offline. Exports
// leave the address out, and one that only hints at it (…) means the one that is stored.
import { parseWebhookAddress } from '../connectors/webhook/webhook-address.ts';
import type { AllowedHosts } from '../connectors/webhook/network.ts';
import { mapKinds, webhookKinds, webhookShapes } from '../plan/webhook.ts';
import type { WebhookKind, WebhookShape } from '../plan/webhook.ts';
import { fault, parseBoolean, parseChoice, parseItems, parseMembers, parseText } from './spot.ts';
import type { Spot } from './spot.ts';

export interface WebhookValues {
  /** Undefined: not given, or as it is shown. */
  address?: { url: string; host: string };
  shape?: WebhookShape;
  kinds?: WebhookKind[];
  active?: boolean;
}

export interface WebhookDocument {
  spot: Spot;
  name: string;
  values: WebhookValues;
}

export function parseWebhook(spot: Spot, allowed: AllowedHosts): WebhookDocument | undefined {
  const changes = parseWebhookChanges(spot, allowed);
  if (!changes) return undefined;
  const { name, values } = changes;
  if (name === null) return fault(spot, 'The webhook has no name.', 'Add "name": it says which one this is.');
  return { spot, name, values };
}

/** The same where only what changes is said. name: null when it was not given. */
export function parseWebhookChanges(
  spot: Spot,
  allowed: AllowedHosts,
): { name: string | null; values: WebhookValues } | undefined {
  const members = parseMembers(spot, ['name', 'url', 'shape', 'kinds', 'active'], 'a webhook');
  if (!members) return undefined;
  const given = <T>(key: string, parse: (spot: Spot) => T | undefined) => {
    const member = members.get(key);
    return member && parse(member);
  };
  const name = given('name', (one) => parseText(one, 100));
  const address = given('url', (one) => parseAddress(one, allowed));
  const shape = given('shape', (one) => parseChoice(one, webhookShapes));
  const kinds = given('kinds', parseKinds);
  const active = given('active', parseBoolean);
  if (members.has('name') && name === undefined) return undefined;
  const values = {
    ...(address && address !== 'shown' && { address }),
    ...(shape !== undefined && { shape }),
    ...(kinds !== undefined && { kinds }),
    ...(active !== undefined && { active }),
  };
  return { name: name ?? null, values };
}

function parseAddress(
  spot: Spot,
  allowed: AllowedHosts,
): { url: string; host: string } | 'shown' | undefined {
  const text = parseText(spot, 4_000);
  if (text === undefined) return undefined;
  if (/[…•]/.test(text)) return 'shown';
  const parsed = parseWebhookAddress(text, allowed);
  return 'fault' in parsed ? fault(spot, parsed.fault, parsed.cure) : parsed;
}

function parseKinds(spot: Spot): WebhookKind[] | undefined {
  const items = parseItems(spot, `Write "kinds" as a list of ${webhookKinds.join(', ')}.`);
  if (!items) return undefined;
  if (items.length === 0)
    return fault(spot, 'The list is empty.', 'Name at least one kind, or set "active" to false.');
  const kinds = items.map((item) => parseChoice(item, webhookKinds));
  return kinds.includes(undefined) ? undefined : mapKinds(kinds.filter((kind) => kind !== undefined));
}
