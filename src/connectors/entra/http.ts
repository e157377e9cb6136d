// Sends one HTTP request to Entra or Graph and brings the whole answer in, on connections that are kept alive.
// Tells a failed line from an answer; what an answer means, and trying again, is graph.ts and token.ts.
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { Agent, request } from 'undici';
import type { Cloud } from './clouds.ts';
import { entraError } from './entra-error.ts';

interface HttpRequest {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | undefined>;
  text: string;
  bytes: number;
}

/** No answer, or not to the end. */
export class LineError extends Error {
  /** False when trying again can not help: the certificate is not trusted, or we hung up ourselves. */
  readonly canRetry: boolean;
  constructor(message: string, canRetry: boolean, cause: unknown) {
    super(message, { cause });
    this.name = 'LineError';
    this.canRetry = canRetry;
  }
}

export interface Http {
  send(url: string, options: HttpRequest): Promise<HttpAnswer>;
  /** New connections from here on; what is under way ends on the old ones. */
  renewConnections(): void;
  close(): Promise<void>;
}

/** More than any page Graph sends; an endless body must not fill the memory. */
const MAX_BYTES = 64 * 1024 * 1024;
/** A run reads one page after the other; a few spare lines are for what goes on beside. */
const MOST_CONNECTIONS = 4;
const CONNECT_MS = 10_000;
/** A body that drips without end is cut off here, however steadily it drips. */
const WHOLE_ANSWER_MS = 300_000;

export function openHttp(options: { cloud: Cloud; timeoutMs: number; signal: AbortSignal }): Http {
  let agent: Agent | null = null;
  const openAgent = (): Agent =>
    new Agent({
      connect: { timeout: Math.min(CONNECT_MS, options.timeoutMs), ...readAuthority(options.cloud) },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      keepAliveTimeout: 30_000,
      connections: MOST_CONNECTIONS,
    });
  return {
    async send(url, { method, headers, body, signal }) {
      if (options.signal.aborted) throw new LineError('the reading was stopped', false, null);
      agent ??= openAgent();
      const signals = [options.signal, AbortSignal.timeout(WHOLE_ANSWER_MS), ...(signal ? [signal] : [])];
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method,
          headers,
          body: body ?? null,
          signal: AbortSignal.any(signals),
        });
        const content = await readBody(answer.body);
        const plain = Object.entries(answer.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value[0] : value,
        ]);
        return {
          status: answer.statusCode,
          headers: Object.fromEntries(plain),
          text: content.toString('utf8'),
          bytes: content.length,
        };
      } catch (error) {
        throw mapLineError(error);
      }
    },
    renewConnections() {
      // What is cut off by close() in the meantime has been told to whoever asked for it.
      agent?.close().catch(() => undefined);
      agent = null;
    },
    async close() {
      await agent?.destroy();
      agent = null;
    },
  };
}

async function readBody(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new LineError('the answer is too large', false, null);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function readAuthority(cloud: Cloud): { ca?: string[] } {
  if (cloud.ca === null) return {};
  try {
    return { ca: [...rootCertificates, readFileSync(cloud.ca, 'utf8')] };
  } catch (cause) {
    throw entraError(
      'graph.unavailable',
      `The certificate file of the cloud "${cloud.name}" can not be read: ${cloud.ca}`,
      'Correct "ca" in ROLLCALL_CLOUDS.',
      { cause },
    );
  }
}

const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_|ERR_SSL_/;

function mapLineError(error: unknown): Error {
  if (!(error instanceof Error) || error.name === 'OutsideError' || error instanceof LineError)
    return error as Error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (error.name === 'AbortError') return new LineError('the reading was stopped', false, error);
  const isUntrusted = UNTRUSTED.test(code);
  const why = isUntrusted
    ? `its certificate is not trusted (${code})`
    : `${error.message || 'the connection broke'} (${code})`;
  return new LineError(why, !isUntrusted, error);
}
