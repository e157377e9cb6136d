// Provider Settings as text: the one truth of the editor and of the four ordinary fields. Reads what is there as far as it can be read,
// changes one value and leaves the rest as it was typed, and keeps secrets out of what is stored in the browser. Pure.
import { findNodeAtLocation, getNodeValue } from 'jsonc-parser';
import type { JSONPath, Node } from 'jsonc-parser';
import type { Provider } from '../../../api/api-types.ts';
import { readJson } from '../../../../src/plan/json-syntax.ts';
import { maskedSecret } from '../../../../src/plan/provider-json.ts';

const keys = { tenantId: 'tenant_id', clientId: 'client_id', secret: 'client_secret' } as const;

export interface ReadProvider {
  tenantId: string;
  clientId: string;
  secret: string;
  memberOf: string[];
  notMemberOf: string[];
  cloud: string;
  hasCertificate: boolean;
  hasNext: boolean;
}

/** The article's own order, four lines of values. */
export function writeProvider({ tenant_id, client_id, client_secret, ...rest }: Provider): string {
  const { user_filter, ...further } = rest;
  const shown = {
    tenant_id,
    client_id,
    ...(client_secret !== undefined && { client_secret }),
    user_filter,
    ...further,
  };
  return formatJson(JSON.stringify(shown));
}

/** Laid out line by line; lists stay on one line. A text that is no JSON stays as it is. */
export function formatJson(text: string): string {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || readJson(text).faults.length > 0) return text;
  // A key that stands twice would be lost.
  if (hasTwins(text)) return text;
  const laidOut = JSON.stringify(value, null, 2);
  return laidOut.replaceAll(/\[\s*((?:"(?:[^"\\\n]|\\.)*"(?:,\s*)?)*)\s*\]/gu, (_, items: string) => {
    return `[${items.trim().replaceAll(/,\s*\n\s*/gu, ', ')}]`;
  });
}

function hasTwins(text: string): boolean {
  const look = (node: Node | null | undefined): boolean => {
    const keys = (node?.type === 'object' ? (node.children ?? []) : []).map(
      (property) => property.children?.[0]?.value as unknown,
    );
    return new Set(keys).size < keys.length || (node?.children ?? []).some(look);
  };
  return look(readJson(text).tree);
}

export function readProvider(text: string): ReadProvider {
  const { tree } = readJson(text);
  const at = (path: JSONPath): unknown => {
    const node = tree && findNodeAtLocation(tree, path);
    return node ? getNodeValue(node) : undefined;
  };
  const textAt = (path: JSONPath): string => {
    const value = at(path);
    return typeof value === 'string' ? value : '';
  };
  const listAt = (name: string): string[] => {
    const value = at(['user_filter', name]);
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
  };
  return {
    tenantId: textAt([keys.tenantId]),
    clientId: textAt([keys.clientId]),
    secret: textAt([keys.secret]),
    memberOf: listAt('memberOf'),
    notMemberOf: listAt('notMemberOf'),
    cloud: textAt(['cloud']),
    hasCertificate: at(['certificate']) !== undefined,
    hasNext: typeof at(['next']) === 'object' && at(['next']) !== null,
  };
}

type Field = 'tenantId' | 'clientId' | 'secret' | 'memberOf' | 'notMemberOf';

/** The text with one value changed; a text that is no JSON is written anew from what could be read of it. */
export function changeProvider(text: string, field: Field, value: string | string[]): string {
  const isWhole = text.trim() !== '' && readJson(text).faults.length === 0;
  const given = parse(isWhole ? text : rewrite(readProvider(text)));
  const base = isObject(given) ? given : {};
  if (field === 'tenantId' || field === 'clientId' || field === 'secret')
    return formatJson(JSON.stringify({ ...base, [keys[field]]: value }));
  const { [field]: _, ...rest } = isObject(base['user_filter']) ? base['user_filter'] : {};
  const isGone = field === 'notMemberOf' && value.length === 0;
  const filter =
    field === 'memberOf' ? { memberOf: value, ...rest } : { ...rest, ...(!isGone && { [field]: value }) };
  return formatJson(JSON.stringify({ ...base, user_filter: filter }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function rewrite({ tenantId, clientId, secret, memberOf, notMemberOf, cloud }: ReadProvider): string {
  return writeProvider({
    tenant_id: tenantId,
    client_id: clientId,
    client_secret: secret,
    user_filter: { memberOf, ...(notMemberOf.length > 0 && { notMemberOf }) },
    ...(cloud !== '' && { cloud }),
  });
}

/** Whether two texts mean the same: how they are laid out is no change. */
export function isSameProvider(a: string, b: string): boolean {
  if (a.trim() === b.trim()) return true;
  const [left, right] = [parse(a), parse(b)];
  return left !== null && right !== null && JSON.stringify(left) === JSON.stringify(right);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Everything but the secrets, each of which is dots afterwards; null where it can not be told what of it is secret. */
export function hideSecrets(text: string): string | null {
  const { tree, faults } = readJson(text);
  if (!tree || faults.length > 0) return text.trim() === '' ? '' : null;
  const value = parse(text);
  if (!isObject(value)) return null;
  const { next } = value;
  const hidden = { ...hide(value), ...(isObject(next) && { next: hide(next) }) };
  return JSON.stringify(hidden) === JSON.stringify(value) ? text : formatJson(JSON.stringify(hidden));
}

/** The secrets of one credential. */
function hide(given: Record<string, unknown>): Record<string, unknown> {
  const { certificate } = given;
  return {
    ...given,
    ...('client_secret' in given && { client_secret: maskedSecret }),
    ...(isObject(certificate) && { certificate: { ...certificate, key: maskedSecret } }),
  };
}
