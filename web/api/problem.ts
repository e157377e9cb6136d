// What the server refuses, or that it can not be reached: one error with the code that words are found by (words/*/problems.ts).
// `detail` and `cure` are the server's English sentences, shown where a code has no words of its own.
import type { Problem as ProblemBody } from './api-types.ts';

export type Fault = NonNullable<ProblemBody['errors']>[number];

export class Problem extends Error {
  readonly code: string;
  /** 0: no answer came. */
  readonly status: number;
  readonly detail: string;
  readonly cure: string;
  readonly faults: readonly Fault[];
  /** What the server's log calls it. */
  readonly reference: string | null;
  /** When asking again may help, where the server says so. */
  readonly retryAfterSeconds: number | null;
  /** Everything else that the body says. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Partial<ProblemBody> & Record<string, unknown>, options?: ErrorOptions) {
    super(body.detail ?? `HTTP ${status}`, options);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? 'unreadable';
    this.detail = body.detail ?? '';
    this.cure = body.cure ?? '';
    this.faults = body.errors ?? [];
    this.reference = body.reference ?? null;
    this.retryAfterSeconds = typeof body['retryAfter'] === 'number' ? body['retryAfter'] : null;
    this.body = body;
  }

  static ofNoConnection(cause: unknown): Problem {
    return new Problem(0, { code: 'offline' }, { cause });
  }
}

/** A proxy's own page in between is no answer of ours: told as that, with its status. */
export async function readProblem(answer: Response): Promise<Problem> {
  const requestId = answer.headers.get('x-request-id') ?? undefined;
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN) || undefined;
  try {
    const body = (await answer.json()) as Record<string, unknown>;
    return new Problem(answer.status, {
      reference: answer.status >= 500 ? requestId : undefined,
      retryAfter,
      ...body,
    });
  } catch {
    return new Problem(answer.status, {
      code: answer.status >= 502 ? 'offline' : 'unreadable',
      reference: requestId,
    });
  }
}
