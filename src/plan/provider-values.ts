// Checks one value of the provider JSON each: ids, secret, certificate, groups (SPEC §2). Form only; says what is
// wrong in the words of the page in Azure that the value is copied from. Never puts a secret into a message.
import { foldCase } from './fold-text.ts';
import type { Node } from 'jsonc-parser';
import { presentType } from './json-object.ts';
import type { Faults, Named } from './json-object.ts';
import type { Credential } from './provider.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
// Format and control characters are what a copy from a web page or a chat brings along unseen.
const UNSEEN = /[\p{Cf}\p{Cc}\u2028\u2029]/u;
const START = /^[\s\p{Cf}\p{Cc}]/u;
const EDGE = /^[\s\p{Cf}\p{Cc}]|[\s\p{Cf}\p{Cc}]$/u;
/** Secrets of Entra have 40, names of groups 256 at most; a whole file pasted by mistake has more. */
const LONGEST = 1_000;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** The text, when it is one without blanks or invisible characters around it. */
function checkText(node: Node, key: string, faults: Faults, mayHoldUnseen = false): string | null {
  const value: unknown = node.value;
  if (node.type !== 'string' || typeof value !== 'string') {
    faults.add(
      node,
      key,
      `"${key}" must be a text, not ${presentType(node)}.`,
      'Write it between straight quotes.',
      { code: 'value.notText', key },
    );
    return null;
  }
  if (value.trim() === '') {
    const cure = 'Paste the value that belongs here.';
    faults.add(node, key, `"${key}" is empty.`, cure, { code: 'value.empty', key });
    return null;
  }
  if (value.length > LONGEST) {
    faults.add(
      node,
      key,
      `The value of "${key}" is ${value.length} characters long, more than any has.`,
      'Copy the value again; something else has come along.',
      { code: 'value.tooLong', key, count: String(value.length) },
    );
    return null;
  }
  if (EDGE.test(value)) {
    faults.add(
      node,
      key,
      `There is a blank or an invisible character around the value of "${key}".`,
      'Delete everything between the quotes and the value itself.',
      { code: START.test(value) ? 'value.unseenStart' : 'value.unseenEnd', key },
    );
    return null;
  }
  if (!mayHoldUnseen && UNSEEN.test(value)) {
    faults.add(
      node,
      key,
      `There is an invisible character inside the value of "${key}".`,
      'Copy the value again, with the copy button beside it in Azure.',
      { code: 'value.unseenInside', key },
    );
    return null;
  }
  return value;
}

function isPlaceholder(node: Node, key: string, value: string, faults: Faults): boolean {
  if (value.toLowerCase() !== (key.endsWith('secret') ? 'hidden' : 'id123')) return false;
  faults.add(
    node,
    key,
    `"${value}" is the example from the instructions, not your own value.`,
    'Put your own value there, from the app in Azure.',
    { code: 'value.example', key, value },
  );
  return true;
}

export function checkTenantId(node: Node, key: string, faults: Faults): string | null {
  const value = checkText(node, key, faults);
  if (value === null || isPlaceholder(node, key, value, faults)) return null;
  if (isGuid(value) || DOMAIN.test(value)) return value.toLowerCase();
  const isAny = /^(common|organizations|consumers)$/i.test(value);
  const message = isAny
    ? `"${value}" stands for any tenant; a sync belongs to one.`
    : `"${value}" is neither a GUID nor a domain name.`;
  faults.add(node, key, message, 'Copy "Directory (tenant) ID" from the app’s overview in Azure.', {
    ...namedGuid(key, value),
    ...(isAny && { code: 'tenant.any', value }),
  });
  return null;
}

/** By how many characters it is too short or too long, where that is what is wrong. */
function namedGuid(key: string, value: string): Named {
  // Of a text that is mostly there; "abc" does not lack 33 characters, it is something else.
  const over = /^[0-9a-f-]{24,48}$/iu.test(value) ? value.length - 36 : 0;
  return {
    code: 'guid.expected',
    key,
    missing: over < 0 ? String(-over) : '',
    over: over > 0 ? String(over) : '',
  };
}

export function checkClientId(node: Node, key: string, faults: Faults): string | null {
  const value = checkText(node, key, faults);
  if (value === null || isPlaceholder(node, key, value, faults)) return null;
  if (isGuid(value)) return value.toLowerCase();
  faults.add(
    node,
    key,
    `"${value}" is not a GUID.`,
    'Copy "Application (client) ID" from the app’s overview in Azure.',
    namedGuid(key, value),
  );
  return null;
}

export function checkSecret(node: Node, key: string, faults: Faults): string | null {
  const value = checkText(node, key, faults);
  if (value === null || isPlaceholder(node, key, value, faults)) return null;
  if (!isGuid(value)) return value;
  faults.add(
    node,
    key,
    'This is the secret’s id, not the secret: a secret is never a GUID.',
    'Copy the column "Value", not "Secret ID"; it is shown only right after the secret was made, so make a new one if it is gone.',
    { code: 'secret.isId', key },
  );
  return null;
}

const CERTIFICATE_BLOCK = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/;
const KEY_BLOCK = /-----BEGIN (RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\s]+-----END (RSA )?PRIVATE KEY-----/;

export function checkCertificate(pem: Node, key: Node, path: string, faults: Faults): Credential | null {
  const [pemText, keyText] = [checkBlock(pem, `${path}.pem`, faults), checkBlock(key, `${path}.key`, faults)];
  if (pemText === null || keyText === null) return null;
  const before = faults.list.length;
  if (!CERTIFICATE_BLOCK.test(pemText)) {
    const isKey = pemText.includes('PRIVATE KEY-----');
    faults.add(
      pem,
      `${path}.pem`,
      isKey
        ? 'This is a private key; the certificate belongs here.'
        : 'This is not a certificate in PEM form.',
      'It begins with -----BEGIN CERTIFICATE-----; line breaks are written \\n in JSON.',
      { code: isKey ? 'certificate.isKey' : 'certificate.invalid', key: `${path}.pem` },
    );
  }
  if (!KEY_BLOCK.test(keyText)) {
    const message = keyText.includes('ENCRYPTED')
      ? 'This private key is protected by a password.'
      : keyText.includes('BEGIN CERTIFICATE')
        ? 'This is a certificate; its private key belongs here.'
        : 'This is not an RSA private key in PEM form.';
    faults.add(
      key,
      `${path}.key`,
      message,
      'It begins with -----BEGIN PRIVATE KEY-----, without a password; line breaks are written \\n in JSON.',
      { code: keyText.includes('ENCRYPTED') ? 'key.encrypted' : 'key.invalid', key: `${path}.key` },
    );
  }
  return faults.list.length === before ? { kind: 'certificate', pem: pemText, key: keyText } : null;
}

/** A PEM block ends with a line break as a rule, so blanks around it are no fault. */
function checkBlock(node: Node, key: string, faults: Faults): string | null {
  const value: unknown = node.value;
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  faults.add(
    node,
    key,
    node.type === 'string' ? `"${key}" is empty.` : `"${key}" must be a text, not ${presentType(node)}.`,
    'Paste the whole PEM block.',
    { code: node.type === 'string' ? 'value.empty' : 'value.notText', key },
  );
  return null;
}

/** The names or ids of a list of groups. No group, or one empty name, means everybody. */
export function checkGroups(node: Node, key: string, seen: Map<string, string>, faults: Faults): string[] {
  if (node.type !== 'array') {
    faults.add(
      node,
      key,
      `"${key}" must be a list, not ${presentType(node)}.`,
      'Write ["group1","group2"], or [""] for everybody.',
      { code: 'groups.notList', key },
    );
    return [];
  }
  const items = node.children ?? [];
  if (items.length === 1 && items[0]?.value === '') return [];
  const groups: string[] = [];
  for (const [index, item] of items.entries()) {
    const at = `${key}[${index}]`;
    // A group's own name may hold one: it joins the parts of an emoji.
    const group = checkText(item, at, faults, true);
    if (group === null) continue;
    // Entra compares group names without case, and so must we: "Telefoni" and "telefoni" find the same group.
    const folded = foldCase(group);
    const earlier = seen.get(folded);
    if (earlier === undefined) {
      seen.set(folded, at);
      groups.push(group);
    } else
      faults.add(
        item,
        at,
        `The group "${group}" stands here already (${earlier}).`,
        'Name each group once.',
        {
          code: 'group.twice',
          group,
        },
      );
  }
  return groups;
}

export function checkDate(node: Node, key: string, faults: Faults): string | null {
  const value: unknown = node.value;
  if (typeof value === 'string' && isDate(value)) return value;
  const message = `"${key}" must be a date such as 2027-01-31.`;
  const cure = 'Copy the date under "Expires" from "Certificates & secrets" in Azure.';
  faults.add(node, key, message, cure, { code: 'date.invalid', key });
  return null;
}

/** A day there is, written YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 30 February parses as 2 March in some engines and as nothing in others.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
