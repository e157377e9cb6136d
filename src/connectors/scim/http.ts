// One HTTP request to a service that somebody chose, and its answer or the TargetError of its silence. Goes to no address that is not
// allowed whatever its name stands for, follows nobody elsewhere, and reads no endless answer.
import { isIP } from 'node:net';
import { Agent, request } from 'undici';
import { decideTold } from '../entra/waiting.ts';
import { TargetError } from '../target.ts';
import { openAllowedLookup } from '../webhook/allowed-lookup.ts';
import type { Resolve } from '../webhook/allowed-lookup.ts';
import { openAddressCheck } from '../webhook/network.ts';
import type { AllowedHosts } from '../webhook/network.ts';
import { presentSilence } from '../webhook/present-silence.ts';

export interface Answer {
  status: number;
  /** undefined: it was no JSON. */
  body: unknown;
  /** ms that the service asks to be left alone. */
  askedMs: number | null;
}

export interface Message {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

export interface Http {
  send(message: Message): Promise<Answer>;
  close(): Promise<void>;
}

export interface HttpOptions {
  allowed: AllowedHosts;
  timeoutMs?: number;
  resolve?: Resolve;
}

/** Making a user at a cloud service, with its licences, takes up to some ten seconds. */
const TIMEOUT_MS = 30_000;
/** A page of a hundred users with all that a service knows of them is well below a megabyte. */
const MOST_BYTES = 8_000_000;
const NOT_ALLOWED =
  'The address lies in a network where Rollcall may not go; whoever runs the server can allow it with ROLLCALL_TARGET_HOSTS.';

export function openHttp({ allowed, timeoutMs = TIMEOUT_MS, resolve }: HttpOptions): Http {
  const agent = new Agent({
    connect: {
      timeout: timeoutMs,
      lookup: openAllowedLookup({ allowed, notAllowed: NOT_ALLOWED, resolve }),
    },
    keepAliveTimeout: 4_000,
    connections: 8,
  });
  const closing = new AbortController();
  return {
    async send({ method, url, headers, body }) {
      const host = new URL(url).hostname.replaceAll(/^\[|\]$/gu, '');
      // A name's addresses are looked at when it is resolved; an address is not resolved.
      if (isIP(host) !== 0 && !openAddressCheck(allowed, host)(host)) throw unreachable(NOT_ALLOWED);
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const message = { dispatcher: agent, method, headers, signal, ...(body !== undefined && { body }) };
        const answer = await request(url, message);
        const told = decideTold(one(answer.headers['retry-after']), one(answer.headers['date']), Date.now());
        return { status: answer.statusCode, askedMs: told, body: await readJson(answer.body) };
      } catch (error) {
        if (error instanceof TargetError) throw error;
        throw unreachable(presentSilence(error, timeoutMs), error);
      }
    },
    async close() {
      closing.abort();
      await agent.destroy();
    },
  };
}

const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

async function readJson(body: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      throw new TargetError('retry', 'target.protocol', 'The service’s answer was far too long.', CURE);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const CURE = 'Nothing has to be done if it passes; else check the address of the service.';

function unreachable(why: string, cause?: unknown): TargetError {
  return new TargetError('retry', 'target.unreachable', why, CURE, { cause });
}
