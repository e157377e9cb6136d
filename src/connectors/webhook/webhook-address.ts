// An address that somebody wrote for a webhook ─▶ as it is used, or what is wrong with it. Offline: what a name stands for is
// looked at when something is sent there (post.ts). Pure.
import { isIP } from 'node:net';
import { isAllowedName, openAddressCheck } from './network.ts';
import type { AllowedHosts } from './network.ts';

export type ParsedAddress = { url: string; host: string } | { fault: string; cure: string };

const MOST_CHARACTERS = 2_000;

export function parseWebhookAddress(text: string, allowed: AllowedHosts): ParsedAddress {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '' || /\s/.test(text)) {
    return { fault: 'It is not a web address.', cure: 'Copy all of it, from https:// to its end.' };
  }
  if (text.length > MOST_CHARACTERS)
    return { fault: 'The address is too long.', cure: `At most ${MOST_CHARACTERS} characters.` };
  if (url.username !== '' || url.password !== '') {
    const cure = 'Use an address without name and password; requests are signed instead (docs/webhooks.md).';
    return { fault: 'There is a user name or password in the address.', cure };
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'http:' && !isLoopback(host)) {
    return {
      fault: 'What is sent there could be read on the way.',
      cure: 'Use https; http is for this machine only (127.0.0.1, localhost).',
    };
  }
  if (!isReachable(host, allowed)) {
    return {
      fault: `${host} lies in a network of its own, where webhooks do not go by themselves.`,
      cure: 'Whoever runs the server can allow it with ROLLCALL_WEBHOOK_HOSTS.',
    };
  }
  url.hash = '';
  return { url: url.href, host: url.host };
}

function isReachable(host: string, allowed: AllowedHosts): boolean {
  if (isIP(host) !== 0) return openAddressCheck(allowed, host)(host);
  if (isAllowedName(allowed, host)) return true;
  // Names that are never the public network's; others are looked up when something is sent.
  return host.includes('.') && !/(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i.test(host);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
