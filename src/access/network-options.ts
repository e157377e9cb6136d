// The options of who may reach the API and how people sign in: where it listens, where browsers find it, which proxies are
// believed, the OIDC provider. A part of the table in config.ts; what is wrong is told there with everything else.
import { BlockList, isIP } from 'node:net';

export const networkOptions = {
  port: {
    flag: '--port',
    command: 'serve',
    variable: 'ROLLCALL_PORT',
    value: 'N',
    standard: '8080',
    about: 'Port that serve listens on; 0 takes a free one.',
  },
  host: {
    flag: null,
    variable: 'ROLLCALL_HOST',
    value: 'ADDRESS',
    standard: '127.0.0.1',
    about: 'Address of this machine that serve listens on; 0.0.0.0 or :: for all of them.',
  },
  origin: {
    flag: null,
    variable: 'ROLLCALL_ORIGIN',
    value: 'URL',
    standard: 'wherever the browser says that it found us',
    about:
      'Where browsers find Rollcall, such as https://rollcall.example. With https, cookies are sent over https alone.',
  },
  trustedProxies: {
    flag: null,
    variable: 'ROLLCALL_TRUSTED_PROXIES',
    value: 'LIST',
    standard: 'none',
    about:
      'Addresses or networks (10.0.0.0/8) of our own proxies, separated by commas: their X-Forwarded-For and X-Forwarded-Proto are believed.',
  },
  oidcIssuer: {
    flag: null,
    variable: 'ROLLCALL_OIDC_ISSUER',
    value: 'URL',
    standard: 'no sign-in by OIDC',
    about:
      'Provider that administrators can sign in with, such as https://login.microsoftonline.com/TENANT-ID/v2.0.',
  },
  oidcClientId: {
    flag: null,
    variable: 'ROLLCALL_OIDC_CLIENT_ID',
    value: 'ID',
    standard: 'none',
    about:
      'Rollcall’s client id at that provider; the redirect address is ROLLCALL_ORIGIN/api/v1/oidc/return.',
  },
  oidcClientSecret: {
    flag: null,
    variable: 'ROLLCALL_OIDC_CLIENT_SECRET',
    value: 'SECRET',
    standard: 'none',
    about: 'Its secret there.',
  },
  oidcDomains: {
    flag: null,
    variable: 'ROLLCALL_OIDC_DOMAINS',
    value: 'LIST',
    standard: 'none',
    about:
      'E-mail domains, separated by commas, for which the provider is believed even without email_verified (Entra never sends it). Only domains that nobody else can have addresses of in that tenant.',
  },
} as const;

export interface OidcConfig {
  readonly issuer: URL;
  readonly clientId: string;
  /** Lower case. */
  readonly domains: readonly string[];
}

export interface NetworkConfig {
  readonly port: number;
  readonly host: string;
  /** Scheme, host and port; null: as the browser says. */
  readonly origin: string | null;
  readonly trustedProxies: readonly string[];
  readonly oidc: OidcConfig | null;
}

export type GiveFault = (option: string, message: string, cure: string) => void;
type Given = (option: { flag: string | null; variable: string | null }) => string | undefined;

export function parseNetworkOptions(given: Given, fault: GiveFault): NetworkConfig {
  const origin = parseOrigin(given(networkOptions.origin), fault);
  return {
    port: parsePort(given(networkOptions.port), fault),
    host: given(networkOptions.host)?.trim() ?? '127.0.0.1',
    origin,
    trustedProxies: parseProxies(given(networkOptions.trustedProxies), fault),
    oidc: parseOidc(given, origin, fault),
  };
}

function parsePort(text: string | undefined, fault: GiveFault): number {
  const port = text === undefined ? 8080 : Number(text);
  if (text === undefined || (/^\d{1,5}$/.test(text.trim()) && port < 65_536)) return port;
  fault(
    '--port',
    `${JSON.stringify(text)} is not a port.`,
    'Write a number from 1 to 65535, or 0 for a free one.',
  );
  return 8080;
}

function parseOrigin(text: string | undefined, fault: GiveFault): string | null {
  if (text === undefined) return null;
  const url = parseWebAddress(text);
  if (url && url.href === `${url.origin}/`) return url.origin;
  const cure =
    'Write scheme and host, and the port if it is another, without a path: https://rollcall.example.';
  fault('ROLLCALL_ORIGIN', `${JSON.stringify(text)} is not where a browser could find Rollcall.`, cure);
  return null;
}

function parseWebAddress(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : null;
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function parseProxies(text: string | undefined, fault: GiveFault): string[] {
  const items = listOf(text);
  const wrong = items.filter((item) => !isNetwork(item));
  if (wrong.length) {
    const message = `${wrong.map((item) => JSON.stringify(item)).join(', ')} is neither an address nor a network.`;
    fault(
      'ROLLCALL_TRUSTED_PROXIES',
      message,
      'Write addresses such as 10.0.0.7 or networks such as 10.0.0.0/8.',
    );
  }
  return items.filter(isNetwork);
}

function isNetwork(item: string): boolean {
  const [address = '', bits, ...more] = item.split('/');
  const family = isIP(address);
  if (family === 0 || more.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Whether an address is one of the proxies. */
export function openProxyList(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

function parseOidc(given: Given, origin: string | null, fault: GiveFault): OidcConfig | null {
  const issuerText = given(networkOptions.oidcIssuer);
  const clientId = given(networkOptions.oidcClientId)?.trim();
  if (issuerText === undefined) {
    if (clientId)
      fault(
        'ROLLCALL_OIDC_CLIENT_ID',
        'There is a client id and no provider.',
        'Set ROLLCALL_OIDC_ISSUER too.',
      );
    return null;
  }
  const issuer = parseWebAddress(issuerText);
  if (!issuer || (issuer.protocol === 'http:' && !isLoopback(issuer.hostname))) {
    const cure = 'Write its address with https; http is for this machine alone.';
    fault('ROLLCALL_OIDC_ISSUER', `${JSON.stringify(issuerText)} is not a provider’s address.`, cure);
  }
  if (!clientId || given(networkOptions.oidcClientSecret) === undefined) {
    const cure = 'Set ROLLCALL_OIDC_CLIENT_ID and ROLLCALL_OIDC_CLIENT_SECRET as the provider gave them.';
    fault('ROLLCALL_OIDC_ISSUER', 'The provider is set, but not both client id and secret.', cure);
  }
  if (origin === null) {
    const cure = 'Set ROLLCALL_ORIGIN: the provider sends people back there.';
    fault('ROLLCALL_OIDC_ISSUER', 'The provider is set, but not where browsers find Rollcall.', cure);
  }
  if (!issuer || !clientId) return null;
  return {
    issuer,
    clientId,
    domains: listOf(given(networkOptions.oidcDomains)).map((domain) => domain.toLowerCase()),
  };
}

const isLoopback = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
