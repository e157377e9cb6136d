// Sends one message to a webhook's address and says what came of it: an answer, or why there was none. Goes to no address that is
// not allowed, whatever its name stands for at that moment, and follows nobody elsewhere. Trying again is jobs/webhook-sender.ts.
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { decideTold } from '../entra/waiting.ts';
import { openAllowedLookup } from './allowed-lookup.ts';
import type { Resolve } from './allowed-lookup.ts';
import { openAddressCheck } from './network.ts';
import type { AllowedHosts } from './network.ts';
import { presentSilence } from './present-silence.ts';

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

const NOT_ALLOWED =
  'The address lies in a network where webhooks may not go; whoever runs the server can allow it with ROLLCALL_WEBHOOK_HOSTS.';

/** A receiver that needs longer should answer first and work afterwards; Teams takes some seconds on a bad day. */
const TIMEOUT_MS = 15_000;
/** Of the answer; more says nothing, and an endless one must not be read. */
const MOST_BYTES = 2_048;

export function openPoster(options: {
  allowed: AllowedHosts;
  timeoutMs?: number;
  resolve?: Resolve;
}): Poster {
  const { allowed, timeoutMs = TIMEOUT_MS, resolve } = options;
  const agent = new Agent({
    connect: { timeout: timeoutMs, lookup: openAllowedLookup({ allowed, notAllowed: NOT_ALLOWED, resolve }) },
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
