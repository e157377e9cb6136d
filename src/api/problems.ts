// What went wrong ─▶ status and application/problem+json (RFC 9457). Here is decided which status an error gets. What a
// person can do something about says what; a bug says only a reference that the log has.
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { mapDatabaseFault } from '../run/failure.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';

export interface ProblemFault {
  /** Where in the request: `name`, `settings.ringTimeSeconds`, `?limit`. */
  path?: string;
  /** In the text that was sent, counted from 1. */
  line?: number | null;
  column?: number | null;
  /** Stable, where what is wrong has a code of its own: `alias.taken`. */
  code?: string;
  message: string;
  cure: string;
}

interface ProblemExtras {
  errors?: readonly ProblemFault[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** Ends a request; caught by the application and answered as it says. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly cure: string;
  readonly errors: readonly ProblemFault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ContentfulStatusCode,
    code: string,
    message: string,
    cure: string,
    extras: ProblemExtras = {},
  ) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.cure = cure;
    this.errors = extras.errors ?? [];
    this.headers = extras.headers ?? {};
  }
}

/** What the product below refuses with: an expected outcome as data. */
export interface Refusal {
  code: string;
  message: string;
  cure: string;
}

/** Codes from below that are not simply "not in the state that things are in" (409). */
const statuses: Readonly<Record<string, ContentfulStatusCode>> = {
  'database.unavailable': 503,
  'graph.unavailable': 502,
  'graph.throttled': 502,
  'graph.protocol': 502,
  'provider.invalid': 400,
};

export function refuse({ code, message, cure }: Refusal): Problem {
  const status = statuses[code] ?? (/\.(notFound|unknown)$/.test(code) ? 404 : 409);
  return new Problem(status, code, message, cure);
}

/** Also for what belongs to another company: whoever may not see a thing is not told that it exists. */
export function notFound(what: string): Problem {
  return new Problem(
    404,
    'notFound',
    `There is no such ${what}.`,
    'Check the address; a list shows what there is.',
  );
}

export function invalid(errors: readonly ProblemFault[]): Problem {
  const message =
    errors.length === 1
      ? (errors[0]?.message ?? '')
      : `The request has ${errors.length} faults; "errors" lists them.`;
  return new Problem(
    400,
    'input.invalid',
    message,
    errors.length === 1 ? (errors[0]?.cure ?? '') : 'Correct each of them.',
    {
      errors,
    },
  );
}

const pgCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && /^[0-9A-Z]{5}$/.test(String(error.code))
    ? String(error.code)
    : '';

/** null: a bug, which is for the log. */
export function matchProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  const code = pgCodeOf(error);
  if (code === '23505') {
    const cure = 'Read again what is there now, and repeat the request if it is still wanted.';
    return new Problem(
      409,
      'conflict',
      'Somebody else has just done something that this clashes with.',
      cure,
    );
  }
  if (code === '40001' || code === '40P01' || code === '55P03') {
    const message = 'The database was busy with the same things.';
    return new Problem(503, 'database.busy', message, 'Repeat the request in a moment.', {
      headers: { 'Retry-After': '1' },
    });
  }
  const fault = mapDatabaseFault(error);
  if (!(fault instanceof DatabaseUnavailable)) return null;
  // Its own message names hosts and users, which is for the log of the machine and not for the net.
  return new Problem(
    503,
    fault.code,
    'The database can not be used at the moment.',
    'Repeat the request later; the log of the server says what is wrong.',
    {
      headers: { 'Retry-After': '5' },
      cause: error,
    },
  );
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

export function presentProblem(problem: Problem): Record<string, unknown> {
  const { status, code, message, cure, errors } = problem;
  return {
    type: `urn:rollcall:problem:${code}`,
    title: titles[status] ?? 'Error',
    status,
    code,
    detail: message,
    cure,
    ...(errors.length ? { errors } : {}),
  };
}

export function presentBug(requestId: string): Record<string, unknown> {
  return {
    type: 'urn:rollcall:problem:internal',
    title: titles[500],
    status: 500,
    code: 'internal',
    detail: 'Rollcall made a mistake; nothing says that the request was carried out.',
    cure: 'Report it with this reference: the log of the server tells about it under the same.',
    reference: requestId,
  };
}
