// Sends one message to a webhook's address and says what came of it: an answer, or why there was none. Goes to no address that is
// not allowed, whatever its name stands for at that moment, and follows nobody elsewhere. Trying again is jobs/webhook-sender.ts.
import { lookup as lookUp } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { decideTold } from '../entra/waiting.ts';
import { openAddressCheck } from './network.ts';
import type { AllowedHosts } from './network.ts';

export type Posted =
  | {
      is: 'answer';
      status: number;
      /** ms that the receiver asks us to wait. */
      askedMs: number | null;
      /** The beginning of its answer. */
      text: string;
    }
  /** why: a sentence for whoever set the webhook up. */
  | { is: 'silence'; why: string };

interface Message {
  headers: Record<string, string>;
  body: string;
}

export interface Poster {
  /** Never throws for what the other side does; signal: ends it, and it throws. */
  post(url: string, message: Message, signal: AbortSignal): Promise<Posted>;
  close(): Promise<void>;
}

/** Names ─▶ addresses; the operating system's, except in tests of a name that changes what it stands for. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A receiver that needs longer should answer first and work afterwards; Teams takes some seconds on a bad day. */
const TIMEOUT_MS = 15_000;
/** Of the answer; more says nothing, and an endless one must not be read. */
const MOST_BYTES = 2_048;

export function openPoster(options: {
  allowed: AllowedHosts;
  timeoutMs?: number;
  resolve?: Resolve;
}): Poster {
  const { allowed, timeoutMs = TIMEOUT_MS, resolve = lookUp } = options;
  const agent = new Agent({
    connect: { timeout: timeoutMs, lookup: openLookup(allowed, resolve) },
    keepAliveTimeout: 4_000,
    connections: 8,
  });
  return {
    async post(url, { headers, body }, signal) {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      // A name's addresses are looked at when it is resolved; an address is not resolved.
      if (isIP(host) !== 0 && !openAddressCheck(allowed, host)(host))
        return { is: 'silence', why: NOT_ALLOWED };
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          headers,
          body,
          signal: limit,
        });
        const told = decideTold(one(answer.headers['retry-after']), one(answer.headers['date']), Date.now());
        return {
          is: 'answer',
          status: answer.statusCode,
          askedMs: told,
          text: await readBeginning(answer.body),
        };
      } catch (error) {
        if (signal.aborted) throw error;
        return { is: 'silence', why: presentSilence(error, timeoutMs) };
      }
    },
    close: () => agent.destroy(),
  };
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

/** The status has come and counts, whatever becomes of the rest. */
async function readBeginning(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= MOST_BYTES) break;
    }
  } catch {
    // Cut off, or too slow: what is there is all there is.
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
}

const NOT_ALLOWED =
  'The address lies in a network where webhooks may not go; whoever runs the server can allow it with ROLLCALL_WEBHOOK_HOSTS.';

class AddressNotAllowed extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
}

/** What is connected to is what was checked: the addresses that pass are the only ones that the connection gets to see. */
function openLookup(allowed: AllowedHosts, resolve: Resolve): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const passing = addresses.filter(({ address }) => openAddressCheck(allowed, hostname)(address));
      const [first] = passing;
      if (!first) return done(new AddressNotAllowed(NOT_ALLOWED), '');
      if (options.all) return done(null, passing);
      return done(null, first.address, first.family);
    });
  };
}

/** Codes of the operating system, TLS and the HTTP library ─▶ words. */
const sentences: readonly [RegExp, string][] = [
  [/^ADDRESS_NOT_ALLOWED$/, NOT_ALLOWED],
  [/^(ENOTFOUND|EAI_AGAIN|ENODATA)$/, 'Nothing is known by the name in the address.'],
  [/^ECONNREFUSED$/, 'Nobody takes connections at the address.'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'There is no way to the address.'],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/, 'The certificate of the receiver is not trusted.'],
  [/^(EPROTO|ERR_SSL|ERR_TLS|HPE_)/, 'The receiver does not speak HTTPS as it should.'],
];

function presentSilence(error: unknown, timeoutMs: number): string {
  const codes = codesOf(error);
  for (const [pattern, sentence] of sentences) {
    const code = codes.find((found) => pattern.test(found));
    if (code === undefined) continue;
    return /CERT|EPROTO|ERR_|HPE_/.test(code) ? `${sentence} (${code})` : sentence;
  }
  if (codes.some((code) => /TIMEOUT|TimeoutError|AbortError|ETIMEDOUT/i.test(code)))
    return `There was no answer within ${timeoutMs / 1000} seconds.`;
  return 'The connection broke before there was an answer.';
}

/** Of the error and of what caused it; several attempts at once come as one error with a list. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const parts = error instanceof AggregateError ? error.errors : [];
  return [...own, error.name, ...[error.cause, ...parts].flatMap((cause) => codesOf(cause, depth + 1))];
}
