// Which addresses webhooks may go to: the public network in all its spellings, and what the server's owner names.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublic, nothingMore, openAddressCheck } from './network.ts';
import { parseWebhookAddress } from './webhook-address.ts';
import type { ParsedAddress } from './webhook-address.ts';
import { parseWebhookHosts } from './webhook-options.ts';

const faultOf = (parsed: ParsedAddress) => ('fault' in parsed ? parsed.fault : null);
const allowing = (text: string) => {
  const faults: string[] = [];
  const allowed = parseWebhookHosts(
    () => text,
    (_option, message) => faults.push(message),
  );
  return { allowed, faults };
};

describe('an address of the network', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::7',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '::ffff:0:7f00:1',
    '5f00::1',
    '4000::1',
    'fec0::1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2001:db8::1',
    'nordvik',
    '',
  ])('%s is not the public network’s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each([
    '192.0.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '2606:2800:220:1::1',
    '64:ff9b::5db8:d822',
    '2002:5db8:d822::1',
  ])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test('in IPv6 clothes is what it is in its own', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const parts = address.split('.').map(Number);
        const hex = (a = 0, b = 0) => ((a << 8) | b).toString(16);
        const [high, low] = [hex(parts[0], parts[1]), hex(parts[2], parts[3])];
        for (const dressed of [`::ffff:${high}:${low}`, `::ffff:${address}`, `64:ff9b::${high}:${low}`])
          expect(isPublic(dressed), dressed).toBe(isPublic(address));
      }),
    );
  });
});

describe('an address that somebody writes', () => {
  test.each([
    ['hook', /not a web address/],
    ['ftp://hook.example/x', /not a web address/],
    ['https://hook .example/', /not a web address/],
    ['http://hook.example/', /read on the way/],
    ['https://eva:hemligt@hook.example/', /user name or password/],
    ['https://eva@hook.example/', /user name or password/],
    ['https://127.0.0.1/', /network of its own/],
    ['https://2130706433/', /network of its own/],
    ['https://0x7f.1/', /network of its own/],
    ['https://[::ffff:7f00:1]/', /network of its own/],
    ['https://169.254.169.254/latest', /network of its own/],
    ['https://localhost/', /network of its own/],
    ['https://hook.localhost/', /network of its own/],
    ['https://router.local/', /network of its own/],
    ['https://intranet/', /network of its own/],
    ['http://127.0.0.1:9000/', /network of its own/],
    [`https://hook.example/${'x'.repeat(2_000)}`, /too long/],
  ])('%s is refused', (text, fault) => {
    expect(faultOf(parseWebhookAddress(text, nothingMore))).toMatch(fault);
  });

  test('is written in one way, without what only browsers look at', () => {
    const parsed = parseWebhookAddress('HTTPS://Hook.Example:8443/Väg?a=1#del', nothingMore);
    expect(parsed).toEqual({ url: 'https://hook.example:8443/V%C3%A4g?a=1', host: 'hook.example:8443' });
  });

  test('may lie inside when the server’s owner says so, by name, address or network', () => {
    const { allowed, faults } = allowing(' hook.local, *.Intern.example,10.0.0.0/8 , 127.0.0.1,fd00::/8');
    expect(faults).toEqual([]);
    for (const text of [
      'https://hook.local/x',
      'https://a.intern.example/x',
      'https://10.9.8.7/x',
      'http://127.0.0.1:9/x',
      'https://[fd00::1]/x',
    ])
      expect(faultOf(parseWebhookAddress(text, allowed)), text).toBeNull();
    for (const text of ['https://other.local/x', 'https://127.0.0.2/x', 'https://192.168.0.1/x'])
      expect(faultOf(parseWebhookAddress(text, allowed)), text).toMatch(/network of its own/);
    expect(openAddressCheck(allowed, 'a.intern.example')('192.168.0.1')).toBe(true);
    expect(openAddressCheck(allowed, 'evilintern.example')('192.168.0.1')).toBe(false);
  });

  test('names what in ROLLCALL_WEBHOOK_HOSTS is nothing of the kind', () => {
    expect(allowing('https://hook.example,10.0.0.0/40,hook.example,1.2.3').faults).toEqual([
      '"https://hook.example", "10.0.0.0/40", "1.2.3" is neither a name, an address nor a network.',
    ]);
  });
});
