// Whether a cloud's sign-in service and Graph can be reached from here, and what time it is there. Signs nobody in and sends no
// secret: any answer at all is an answer.
import type { Cloud } from './clouds.ts';
import { openHttp } from './http.ts';

export interface Reach {
  /** Origin, as the cloud's settings say. */
  url: string;
  /** Null when nothing answered. */
  status: number | null;
  /** What the other side's clock said, ms; null when it said nothing. */
  date: number | null;
  ms: number;
  /** Why nothing answered. */
  why: string | null;
}

const PATIENCE_MS = 5_000;

export async function reachCloud(cloud: Cloud, signal: AbortSignal): Promise<Reach[]> {
  const http = openHttp({ cloud, timeoutMs: PATIENCE_MS, signal });
  const ask = async (url: string): Promise<Reach> => {
    const from = performance.now();
    try {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      const { status, headers } = await http.send(url, { method: 'GET', headers: {}, signal: patience });
      const date = Date.parse(headers['date'] ?? '');
      const ms = performance.now() - from;
      return { url, status, date: Number.isNaN(date) ? null : date, ms, why: null };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { url, status: null, date: null, ms: performance.now() - from, why };
    }
  };
  try {
    return await Promise.all([ask(`${cloud.login}/`), ask(`${cloud.graph}/v1.0/`)]);
  } finally {
    await http.close();
  }
}
