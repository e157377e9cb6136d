// Which places of its own networks the server's owner lets webhooks go to: the option, and what is wrong with what was written.
import { isIP } from 'node:net';
import type { AllowedHosts } from './network.ts';

export const webhookOptions = {
  webhookHosts: {
    flag: null,
    variable: 'ROLLCALL_WEBHOOK_HOSTS',
    value: 'LIST',
    standard: 'public addresses alone',
    about:
      'Where webhooks may go beside the public network, separated by commas: names (hook.intern.example, *.intern.example), addresses or networks (10.0.0.0/8).',
  },
} as const;

type Given = (option: { flag: string | null; variable: string | null }) => string | undefined;
type GiveFault = (option: string, message: string, cure: string) => void;

export const parseWebhookHosts = (given: Given, fault: GiveFault): AllowedHosts =>
  parseHosts(webhookOptions.webhookHosts, given, fault);

/** A list of names, addresses and networks; also that of exchanges (target-options.ts). */
export function parseHosts(
  option: { flag: string | null; variable: string },
  given: Given,
  fault: GiveFault,
): AllowedHosts {
  const items = (given(option) ?? '')
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
  const wrong = items.filter((item) => !isNetwork(item) && !isName(item));
  if (wrong.length > 0) {
    const message = `${wrong.map((item) => JSON.stringify(item)).join(', ')} is neither a name, an address nor a network.`;
    const cure = 'Write names without https://, such as hook.intern.example, or networks such as 10.0.0.0/8.';
    fault(option.variable, message, cure);
  }
  return {
    names: items.filter((item) => !isNetwork(item) && isName(item)),
    networks: items.filter(isNetwork),
  };
}

function isNetwork(item: string): boolean {
  const [address = '', bits, ...more] = item.split('/');
  const family = isIP(address);
  if (family === 0 || more.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

const isName = (item: string): boolean =>
  /^(\*\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/.test(item) &&
  !/^[\d.]+$/.test(item);
