// What was asked of the emulator: Graph calls and token requests with status and size. Tests and the benchmark
// count requests here. Keeps the newest calls in full and the sums of all.
export interface LoggedRequest {
  kind: 'graph' | 'token' | 'discovery';
  method: string;
  path: string;
  query: string;
  /** 0 = the connection was dropped. */
  status: number;
  bytes: number;
  /** The steps inside a $batch. */
  parts?: { method: string; url: string; status: number }[];
}

export interface RequestLog {
  /** Graph calls; a $batch is one. */
  graph(): readonly LoggedRequest[];
  token(): readonly LoggedRequest[];
  counts(): { graph: number; token: number; bytes: number };
  add(request: LoggedRequest): void;
  reset(): void;
}

const MOST_KEPT = 20_000;

export function createRequestLog(): RequestLog {
  let kept: LoggedRequest[] = [];
  let counts = { graph: 0, token: 0, bytes: 0 };
  return {
    graph: () => kept.filter(({ kind }) => kind === 'graph'),
    token: () => kept.filter(({ kind }) => kind === 'token'),
    counts: () => ({ ...counts }),
    add(request) {
      if (kept.length >= MOST_KEPT) kept = kept.slice(MOST_KEPT / 2);
      kept.push(request);
      if (request.kind === 'discovery') return;
      counts[request.kind]++;
      if (request.kind === 'graph') counts.bytes += request.bytes;
    },
    reset() {
      kept = [];
      counts = { graph: 0, token: 0, bytes: 0 };
    },
  };
}
