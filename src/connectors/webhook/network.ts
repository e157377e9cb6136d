// Which addresses of the network a webhook may be sent to. An address that a company's administrator chose must not open what lies
// behind the server's own walls, so only public ones are, and those that the server's owner names. Pure.
import { BlockList, isIP } from 'node:net';

/** What the server's owner allows beside the public network (ROLLCALL_WEBHOOK_HOSTS). */
export interface AllowedHosts {
  /** Lower case; whatever they stand for is allowed. */
  readonly names: readonly string[];
  /** Addresses, and networks such as 10.0.0.0/8. */
  readonly networks: readonly string[];
}

export const nothingMore: AllowedHosts = { names: [], networks: [] };

/** Every network that is nobody's on the public internet, or another's than it seems. */
const NOT_PUBLIC_4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** Only 2000::/3 is given out; what lies beside it goes elsewhere, if anywhere (::ffff:0:a.b.c.d to an address behind a translator). */
const NOT_PUBLIC_6 = ['::/3', '4000::/2', '8000::/1', '2001::/23', '2001:db8::/32', '3fff::/20'];

/** IPv6 prefixes that carry an IPv4 address, and at which of its eight groups it begins. */
const CARRIERS = [
  { prefix: '64:ff9b::/96', at: 6 },
  { prefix: '2002::/16', at: 1 },
  { prefix: '::ffff:0:0/96', at: 6 },
];

export type IsAllowed = (address: string) => boolean;

/** host: the name that was asked for, as in the URL. */
export function openAddressCheck(allowed: AllowedHosts, host: string): IsAllowed {
  if (isAllowedName(allowed, host)) return () => true;
  const own = openList(allowed.networks);
  return (address) => own(address) || isPublic(address);
}

export function isAllowedName({ names }: AllowedHosts, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return names.some((one) => (one.startsWith('*.') ? name.endsWith(one.slice(1)) : one === name));
}

// Apart: to a list an IPv4 address is one of IPv6, too.
const isListed4 = openList(NOT_PUBLIC_4);
const isListed6 = openList(NOT_PUBLIC_6);
const carriers = CARRIERS.map(({ prefix, at }) => ({ carries: openList([prefix]), at }));

export function isPublic(address: string): boolean {
  const bare = address.split('%')[0] ?? '';
  if (isIP(bare) === 0) return false;
  if (isIP(bare) === 4) return !isListed4(bare);
  const carrier = carriers.find(({ carries }) => carries(bare));
  return carrier ? isPublic(presentCarried(bare, carrier.at)) : !isListed6(bare);
}

/** The IPv4 address in two of the groups of an IPv6 address. */
function presentCarried(address: string, at: number): string {
  const groups = presentGroups(address);
  const [high = 0, low = 0] = groups.slice(at, at + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function presentGroups(address: string): number[] {
  // The URL standard writes an IPv6 address in one way: hexadecimal groups, the longest run of zeroes left out.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = written.split('::');
  const numbers = (text: string) =>
    text === '' ? [] : text.split(':').map((one) => Number.parseInt(one, 16));
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function openList(networks: readonly string[]): IsAllowed {
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
