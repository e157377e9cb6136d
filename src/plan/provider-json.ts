// Checks the provider JSON that an administrator pastes (SPEC §2): its form only, offline, every fault at once
// with line, key and cure. Whether the secret is right or a group exists is for the connector to find out.
// Runs in the portal and in import alike, so it uses nothing of Node.
import type { Node } from 'jsonc-parser';
import { checkObject, openFaults } from './json-object.ts';
import type { Fault, Faults } from './json-object.ts';
import { readJson } from './json-syntax.ts';
import type { SyntaxCode } from './json-syntax.ts';
import type { Credential, Credentials, Provider } from './provider.ts';
import {
  checkCertificate,
  checkClientId,
  checkDate,
  checkGroups,
  checkSecret,
  checkTenantId,
} from './provider-values.ts';

export interface ProviderOptions {
  /** True where what is stored stays when no secret is given (an edit), and for import of a new template. */
  secretMayBeAbsent?: boolean;
}

export interface ParsedProvider {
  provider: Provider;
  /** Only what was given: an absent or masked credential means "unchanged"; `next: null` takes it away. */
  credentials: GivenCredentials;
}

/** nextExpires alone: the second credential stays, and this is its last day. */
export type GivenCredentials = Partial<Omit<Credentials, 'replaced'>>;

/** What stands in place of a secret that is stored already. */
export const maskedSecret = '••••';

/** Reads the text of a provider, or the node of one inside a larger document. */
export function parseProvider(
  input: string | { text: string; node: Node },
  knownClouds: readonly string[],
  options: ProviderOptions = {},
): ParsedProvider | { faults: Fault[] } {
  const text = typeof input === 'string' ? input : input.text;
  const faults = openFaults(text);
  const read = typeof input === 'string' ? readTree(input, faults) : { ...input, isCutShort: false };
  if (!read) return { faults: faults.list };
  // What keeps it from being JSON comes first, and what else is wrong after it.
  const syntax = faults.list.splice(0);
  const parsed = readProvider(read.node, knownClouds, options, faults);
  if (parsed && faults.list.length === 0 && syntax.length === 0) return parsed;
  const found = faults.list
    // What is missing of a text that is cut short stands where it was cut.
    .filter(({ code }) => !read.isCutShort || code !== 'key.missing')
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { faults: [...syntax, ...found] };
}

/** What is there to look at; null where nothing can be told of the values. */
function readTree(text: string, faults: Faults): { node: Node; isCutShort: boolean } | null {
  if (text.trim() === '') {
    faults.add(
      null,
      '',
      'There is nothing in the provider settings.',
      'Paste the JSON with tenant_id, client_id, client_secret and user_filter.',
      { code: 'json.empty' },
    );
    return null;
  }
  const { tree, faults: found, isCutShort } = readJson(text);
  for (const { code, offset, length, parser } of found) {
    const message = `This is not JSON: ${presentParseError(parser)}.`;
    faults.addAt(offset, '', message, syntaxCures[code] ?? compareCure, { code }, length);
  }
  return tree && { node: tree, isCutShort };
}

const compareCure =
  'Compare with {"tenant_id":"…","client_id":"…","client_secret":"…","user_filter":{"memberOf":[""]}}: straight quotes, a comma between values, none after the last.';
const syntaxCures: Partial<Record<SyntaxCode, string>> = {
  'json.curlyQuotes': 'Curly quotes are no JSON quotes: type " instead (some word processors replace it).',
  'json.singleQuotes': 'Texts stand between double quotes (") and not between single ones.',
};

const presentParseError = (parser: string): string =>
  parser.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function readProvider(
  node: Node,
  knownClouds: readonly string[],
  options: ProviderOptions,
  faults: Faults,
): ParsedProvider | null {
  const keys = checkObject(
    node,
    '',
    ['tenant_id', 'client_id', 'client_secret', 'certificate', 'next', 'cloud', 'user_filter'],
    faults,
  );
  if (!keys) return null;
  const tenantId = keys.required(
    'tenant_id',
    'Copy "Directory (tenant) ID" from the app’s overview in Azure.',
  );
  const clientId = keys.required(
    'client_id',
    'Copy "Application (client) ID" from the app’s overview in Azure.',
  );
  const filter = keys.required(
    'user_filter',
    'Add "user_filter":{"memberOf":[""]} for everybody, or name the groups in it.',
  );
  const credentials = readCredentials(
    node,
    keys.get('client_secret'),
    keys.get('certificate'),
    keys.get('next'),
    options,
    faults,
  );
  const groups = filter && readFilter(filter, faults);
  const provider: Provider = {
    tenantId: (tenantId && checkTenantId(tenantId, 'tenant_id', faults)) ?? '',
    clientId: (clientId && checkClientId(clientId, 'client_id', faults)) ?? '',
    cloud: readCloud(keys.get('cloud'), knownClouds, faults),
    memberOf: groups?.memberOf ?? [],
    notMemberOf: groups?.notMemberOf ?? [],
  };
  return { provider, credentials };
}

function readCloud(node: Node | undefined, knownClouds: readonly string[], faults: Faults): string {
  if (!node) return 'global';
  const value: unknown = node.value;
  if (typeof value === 'string' && knownClouds.includes(value)) return value;
  const near = typeof value === 'string' ? faults.nearest(value, knownClouds) : null;
  faults.add(
    node,
    'cloud',
    typeof value === 'string' ? `There is no cloud "${value}".` : 'The cloud must be a text.',
    near
      ? `Did you mean "${near}"?`
      : `Use one of ${knownClouds.join(', ')}, or leave the key out for global.`,
    { code: 'cloud.unknown', cloud: String(value), near: near ?? '' },
  );
  return '';
}

function readFilter(node: Node, faults: Faults): { memberOf: string[]; notMemberOf: string[] } | null {
  const keys = checkObject(node, 'user_filter', ['memberOf', 'notMemberOf'], faults);
  if (!keys) return null;
  const memberOf = keys.required('memberOf', 'Add "memberOf":[""] for everybody, or name the groups in it.');
  const notMemberOf = keys.get('notMemberOf');
  // One set for both lists: a group that takes part and does not is a slip of the pen.
  const seen = new Map<string, string>();
  return {
    memberOf: memberOf ? checkGroups(memberOf, 'user_filter.memberOf', seen, faults) : [],
    notMemberOf: notMemberOf ? checkGroups(notMemberOf, 'user_filter.notMemberOf', seen, faults) : [],
  };
}

function readCredentials(
  provider: Node,
  secret: Node | undefined,
  certificate: Node | undefined,
  next: Node | undefined,
  options: ProviderOptions,
  faults: Faults,
): GivenCredentials {
  const credentials: GivenCredentials = {};
  const isGiven = secret !== undefined || certificate !== undefined;
  const current = readCredential('', secret, certificate, faults);
  if (current === 'masked' || !isGiven) {
    if (!options.secretMayBeAbsent) {
      const message = isGiven
        ? 'The secret is hidden by dots, and none is stored yet.'
        : 'The key "client_secret" is missing.';
      faults.add(
        secret ?? provider,
        'client_secret',
        message,
        'Copy the value of a client secret from "Certificates & secrets" in Azure (or give a "certificate").',
        { code: isGiven ? 'secret.noneStored' : 'key.missing', key: 'client_secret' },
      );
    }
  } else if (current) credentials.current = current;
  if (next?.type === 'null') credentials.next = null;
  else if (next) Object.assign(credentials, readNext(next, faults));
  return credentials;
}

function readNext(next: Node, faults: Faults): Pick<GivenCredentials, 'next' | 'nextExpires'> {
  const keys = checkObject(next, 'next', ['client_secret', 'certificate', 'expires'], faults);
  if (!keys) return {};
  const [secret, certificate, expires] = [
    keys.get('client_secret'),
    keys.get('certificate'),
    keys.get('expires'),
  ];
  if (!secret && !certificate) {
    const message = 'There is neither "client_secret" nor "certificate" in "next".';
    const cure = 'Give one of them, or leave "next" out.';
    faults.add(next, 'next', message, cure, { code: 'next.empty' });
  }
  if (certificate && expires) {
    const message = 'A certificate says itself when it ends.';
    const cure = 'Leave "expires" out.';
    faults.add(expires, 'next.expires', message, cure, { code: 'next.expiresOfCertificate' });
  }
  const credential = readCredential('next.', secret, certificate, faults);
  const date = expires && checkDate(expires, 'next.expires', faults);
  return {
    ...(credential && credential !== 'masked' && { next: credential }),
    ...(date && { nextExpires: date }),
  };
}

function readCredential(
  path: string,
  secret: Node | undefined,
  certificate: Node | undefined,
  faults: Faults,
): Credential | 'masked' | null {
  if (secret && certificate) {
    faults.add(
      certificate,
      `${path}certificate`,
      'There is both a client_secret and a certificate.',
      'Keep one of them; the other can stand in "next".',
      { code: 'credential.both' },
    );
    return null;
  }
  if (secret) {
    if (secret.value === maskedSecret) return 'masked';
    const value = checkSecret(secret, `${path}client_secret`, faults);
    return value === null ? null : { kind: 'secret', secret: value };
  }
  if (!certificate) return null;
  const keys = checkObject(certificate, `${path}certificate`, ['pem', 'key'], faults);
  if (!keys) return null;
  const pem = keys.required('pem', 'Give the certificate in PEM form.');
  const key = keys.required('key', 'Give the certificate’s private key in PEM form.');
  if (key?.value === maskedSecret) return 'masked';
  return pem && key ? checkCertificate(pem, key, `${path}certificate`, faults) : null;
}
