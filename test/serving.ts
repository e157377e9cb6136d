// `rollcall serve` as a child process on a world's database, with everything that it writes kept, and a person who is signed in.
import { once } from 'node:events';
import type { World } from './world.ts';

export interface Service {
  url: string;
  /** Standard output and standard error so far. */
  written: () => string;
  /** Everything that was answered so far. */
  answered: () => string;
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Asked>;
  /** Ends it as a system would; resolves with its exit code and how long that took, in ms. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
}

interface Asked {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

export async function startService(world: World, environment: Record<string, string> = {}): Promise<Service> {
  const child = world.start(['serve', '--port', '0'], undefined, environment);
  let [written, answered] = ['', ''];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  }
  const ended = once(child, 'close');
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /"address":"(http:[^"]+)"/.exec(written)?.[1];
      if (found) resolve(found);
    };
    child.stderr?.on('data', look);
    void ended.then(() => reject(new Error(`serve ended: ${written}`)));
  });
  return {
    url,
    written: () => written,
    answered: () => answered,
    async ask(method, path, body, headers = {}) {
      const answer = await fetch(url + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      answered += `${text}\n`;
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      return {
        status: answer.status,
        headers: answer.headers,
        json: isJson && text ? (JSON.parse(text) as Record<string, unknown>) : {},
      };
    },
    async stop(signal = 'SIGTERM') {
      const from = performance.now();
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return { code, ms: performance.now() - from };
    },
  };
}
