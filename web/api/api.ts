// Talks to the API, typed by its own document: fills in the path, repeats the csrf text, reads problems. Holds who is signed in only as
// far as requests need it; nothing else. A request that comes too late for its session waits until somebody has signed in again, and is
// sent again. One per page load, made by main.tsx.
import type { Paths } from './api-types.ts';
import { Problem, readProblem } from './problem.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
interface Operation {
  path: object;
  query: object;
  body: unknown;
  answer: unknown;
}
/** Paths that have the method. */
export type PathWith<M extends Method> = {
  [P in keyof Paths]: M extends keyof Paths[P] ? P : never;
}[keyof Paths];
export type OperationAt<M extends Method, P extends PathWith<M>> = M extends keyof Paths[P]
  ? Paths[P][M] extends Operation
    ? Paths[P][M]
    : never
  : never;
export type AnswerAt<M extends Method, P extends PathWith<M>> = OperationAt<M, P>['answer'];
type Without<T, K extends string> = T extends Record<string, never> ? T : Omit<T, K>;

/** `company` is filled in with the chosen one where it is left out. */
export type Given<O extends Operation> = {
  path?: Without<O['path'], 'company'> & { company?: string };
  query?: O['query'];
  body?: O['body'];
  /** ETag of what was read, for what two people can edit. */
  ifMatch?: string;
  /** A random UUID kept with the form: sent twice, it is done once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

export interface Tagged<T> {
  data: T;
  etag: string | null;
}

export interface Api {
  /** The answer's body; throws `Problem`. */
  call<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    given?: Given<OperationAt<M, P>>,
  ): Promise<AnswerAt<M, P>>;
  /** The same, with the ETag to send back as `ifMatch`. */
  callTagged<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    given?: Given<OperationAt<M, P>>,
  ): Promise<Tagged<AnswerAt<M, P>>>;
  /** Where the browser itself fetches something (EventSource, a download, a frame). */
  urlOf<P extends PathWith<'get'>>(path: P, given?: Given<OperationAt<'get', P>>): string;
  /** The same API with a chosen company. */
  within(company: string | null): Api;
  /** What GET /me said. */
  setCsrf(csrf: string | null): void;
}

export interface Around {
  /** The session is over or another one: resolves when the same person is signed in again. */
  onSignedOut: () => Promise<void>;
  /** Whether the server could be reached. */
  onLine: (isUp: boolean) => void;
}

interface Shared extends Around {
  csrf: string | null;
}

export function openApi(around: Around): Api {
  return bind({ csrf: null, ...around }, null);
}

function bind(shared: Shared, company: string | null): Api {
  const callTagged: Api['callTagged'] = async (method, path, given = {}) => {
    const answer = await send(shared, method, urlOf(path, given, company), given);
    const data = await read(answer);
    return { data: data as never, etag: answer.headers.get('etag') };
  };
  return {
    callTagged,
    call: async (method, path, given) => (await callTagged(method, path, given)).data,
    urlOf: (path, given = {}) => urlOf(path, given, company),
    within: (chosen) => bind(shared, chosen),
    setCsrf: (csrf) => void (shared.csrf = csrf),
  };
}

async function send(shared: Shared, method: Method, url: string, given: Given<Operation>): Promise<Response> {
  const wasSignedIn = shared.csrf !== null;
  const answer = await ask(shared, method, url, given);
  if (answer.ok) return answer;
  const problem = await readProblem(answer);
  if (isOfLine(problem)) shared.onLine(false);
  // Whoever has never been signed in here has nothing to come back to.
  if (!wasSignedIn || !isOfSession(problem)) throw problem;
  await shared.onSignedOut();
  given.signal?.throwIfAborted();
  const second = await ask(shared, method, url, given);
  if (second.ok) return second;
  throw await readProblem(second);
}

async function ask(shared: Shared, method: Method, url: string, given: Given<Operation>): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json, */*;q=0.1' });
  if (method !== 'get' && shared.csrf !== null) headers.set('X-CSRF-Token', shared.csrf);
  if (given.ifMatch !== undefined) headers.set('If-Match', given.ifMatch);
  if (given.idempotencyKey !== undefined) headers.set('Idempotency-Key', given.idempotencyKey);
  if (given.body !== undefined) headers.set('Content-Type', 'application/json');
  try {
    const answer = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: given.body === undefined ? null : JSON.stringify(given.body),
      signal: given.signal ?? null,
    });
    if (answer.status < 500) shared.onLine(true);
    return answer;
  } catch (error) {
    if (given.signal?.aborted) throw error;
    shared.onLine(false);
    throw Problem.ofNoConnection(error);
  }
}

/** Over, or begun anew in another tab: then there is another text to repeat. */
const isOfSession = ({ code }: Problem): boolean => code === 'signIn.required' || code === 'csrf';

/** A proxy that has no server behind it, or a server that has no database: waiting helps. Microsoft's trouble is another matter. */
const isOfLine = ({ code }: Problem): boolean => code === 'offline' || code === 'database.unavailable';

async function read(answer: Response): Promise<unknown> {
  if (answer.status === 204) return null;
  const isJson = /json/u.test(answer.headers.get('content-type') ?? '');
  return isJson ? answer.json() : answer.text();
}

function urlOf(
  path: string,
  { path: names = {}, query = {} }: Given<Operation>,
  company: string | null,
): string {
  const values: Record<string, unknown> = { ...(company !== null && { company }), ...names };
  const filled = path.replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = values[name];
    if (typeof value !== 'string') throw new Error(`${path} is asked for without ${name}`);
    return encodeURIComponent(value);
  });
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [value].flat().map((one) => [name, String(one)]),
  );
  const text = new URLSearchParams(entries).toString();
  return `/api/v1${filled}${text && `?${text}`}`;
}
