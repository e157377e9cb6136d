// The thin client of Microsoft Graph: one request at a time to its end, with token, waiting and trying again as
// told for the whole tenant client (SPEC §4). 403, 429, 5xx and broken lines end as OutsideError (R1); any other
// refusal is handed back, because its meaning depends on what was asked.
import { randomUUID } from 'node:crypto';
import type { Usage } from '../source.ts';
import type { Cloud } from './clouds.ts';
import { entraError, permissionMissing, protocolError, throttled, unavailable } from './entra-error.ts';
import type { Permission } from './entra-error.ts';
import { LineError } from './http.ts';
import type { Http, HttpAnswer } from './http.ts';
import type { Attempts, Patience } from './patience.ts';
import { parseGraphFault, parseJson } from './schema.ts';
import type { GraphFault } from './schema.ts';
import { GARBLED_TRIES } from './token.ts';
import type { Tokens } from './token.ts';
import { decideTold } from './waiting.ts';

type GraphAnswer = { ok: true; body: unknown } | ({ ok: false; status: number } & GraphFault);

export interface GraphRequest {
  /** The permission that a 403 tells is missing; without one a 403 is handed back as a refusal. */
  needs?: Permission;
  /** Advanced query: the header goes with every page, it is no part of the link. */
  eventual?: boolean;
  body?: unknown;
  signal?: AbortSignal;
}

export interface Graph {
  /** `path` below /v1.0, or a link that follow() has let through. */
  send(path: string, request?: GraphRequest): Promise<GraphAnswer>;
  /** A link that Graph sent, if it leads to the same Graph: the token goes with it. */
  follow(link: string): string;
  canFollow(link: string): boolean;
  patience: Patience;
  usage(): Usage;
}

const SERVICE = 'Microsoft Graph';
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

export interface GraphOptions {
  cloud: Cloud;
  http: Http;
  tokens: Tokens;
  patience: Patience;
  now: () => number;
  log: (line: string) => void;
}

export function openGraph(options: GraphOptions): Graph {
  const base = `${options.cloud.graph}/v1.0`;
  const usage: Usage = { requests: 0, bytes: 0 };
  // Consent may have been given after the token was: it is thrown away once, not at every refusal.
  let hasRetriedConsent = false;
  const send = async (path: string, request: GraphRequest = {}): Promise<GraphAnswer> => {
    const attempts = options.patience.begin();
    let hasRenewed = false;
    for (;;) {
      await options.patience.ready(attempts);
      const token = await options.tokens.token();
      const answer = await sendOnce(
        path.startsWith('/') ? base + path : path,
        token,
        request,
        usage,
        options,
      );
      const outcome = mapAnswer(answer);
      if ('passing' in outcome) {
        again(options, attempts, outcome, answer);
        continue;
      }
      if (outcome.ok) return outcome;
      const isStale: boolean = outcome.status === 401 && !hasRenewed;
      const isConsentOld =
        outcome.status === 403 && outcome.code !== '' && request.needs !== undefined && !hasRetriedConsent;
      if (!isStale && !isConsentOld) {
        checkAccess(outcome, request.needs);
        return outcome;
      }
      hasRenewed ||= isStale;
      hasRetriedConsent ||= isConsentOld;
      options.tokens.drop(token);
    }
  };
  const canFollow = (link: string): boolean => matchLink(base, link);
  return {
    send,
    canFollow,
    follow(link) {
      if (canFollow(link)) return link;
      throw protocolError(
        'a link leads away from Graph; it was not followed, because the token would have gone with it.',
      );
    },
    patience: options.patience,
    usage: () => ({ ...usage }),
  };
}

function matchLink(base: string, link: string): boolean {
  if (!URL.canParse(link)) return false;
  const [url, root] = [new URL(link), new URL(`${base}/`)];
  return (
    url.origin === root.origin &&
    url.username === '' &&
    url.password === '' &&
    url.pathname.startsWith(root.pathname)
  );
}

async function sendOnce(
  url: string,
  token: string,
  request: GraphRequest,
  usage: Usage,
  { http, log }: GraphOptions,
): Promise<HttpAnswer | LineError> {
  usage.requests += 1;
  try {
    const answer = await http.send(url, planRequest(token, request));
    usage.bytes += answer.bytes;
    const method = request.body === undefined ? 'GET' : 'POST';
    log(
      `${method} ${new URL(url).pathname} ${answer.status} request-id ${answer.headers['request-id'] ?? '-'}`,
    );
    return answer;
  } catch (error) {
    if (error instanceof LineError) return error;
    throw error;
  }
}

function planRequest(token: string, { body, eventual, signal }: GraphRequest): Parameters<Http['send']>[1] {
  const headers: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'client-request-id': randomUUID(),
  };
  if (eventual) headers['consistencylevel'] = 'eventual';
  if (body !== undefined) headers['content-type'] = 'application/json';
  return {
    method: body === undefined ? 'GET' : 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

interface Passing {
  passing: string;
  kind: 'line' | 'status' | 'garbled';
}

function mapAnswer(answer: HttpAnswer | LineError): GraphAnswer | Passing {
  if (answer instanceof LineError) return { passing: answer.message, kind: 'line' };
  const body = parseJson(answer.text);
  if (PASSING.has(answer.status)) {
    return { passing: `status ${answer.status} ${parseGraphFault(body).code}`.trim(), kind: 'status' };
  }
  if (answer.status === 200) {
    return body === undefined ? { passing: 'the answer is not JSON', kind: 'garbled' } : { ok: true, body };
  }
  return { ok: false, status: answer.status, ...parseGraphFault(body) };
}

/** Returns when the request is to be sent again; throws when patience is at its end. */
function again(
  options: GraphOptions,
  attempts: Attempts,
  { passing, kind }: Passing,
  answer: HttpAnswer | LineError,
): void {
  const isLine = answer instanceof LineError;
  // Graph advises a new connection after 503: the next one may reach a healthy server.
  if (isLine ? answer.canRetry : answer.status === 503) options.http.renewConnections();
  const told = isLine
    ? null
    : decideTold(answer.headers['retry-after'], answer.headers['date'], options.now());
  const mayTry = isLine ? answer.canRetry : kind !== 'garbled' || attempts.tries < GARBLED_TRIES;
  if (mayTry && options.patience.again(attempts, told, passing)) return;
  if (isLine) throw unavailable(`${SERVICE} (${options.cloud.graph})`, passing, answer);
  if (kind === 'garbled') throw protocolError(`${passing} (${answer.text.length} characters).`);
  if (answer.status === 429) throw throttled(SERVICE, passing);
  throw unavailable(SERVICE, passing);
}

function checkAccess(refusal: { status: number } & GraphFault, needs: Permission | undefined): void {
  if (refusal.code === 'Authorization_IdentityNotFound') {
    throw entraError(
      'app.unknown',
      'Graph does not know the app in this tenant.',
      'Give the tenant’s own id as tenant_id, and grant admin consent to the app in that tenant.',
    );
  }
  if (refusal.status === 401) {
    throw entraError(
      'credential.wrong',
      `Graph refuses the token that Entra has just given: ${refusal.message || refusal.code || 'no reason was told'}`,
      'Check that "cloud" is the tenant’s cloud and that no rule in Entra revokes the app’s sessions; then try again.',
      { about: { refusedBy: 'graph' } },
    );
  }
  if (refusal.status !== 403 || needs === undefined) return;
  if (refusal.code === '')
    throw protocolError('status 403 without an error of Graph’s; a proxy may have answered in its place.');
  throw permissionMissing(needs, refusal.message || refusal.code);
}

/** A refusal that no reader has a use for. */
export function refused(what: string, refusal: { status: number } & GraphFault): Error {
  return protocolError(
    `${what} was refused with status ${refusal.status} ${refusal.code} ${refusal.message}`.trim(),
  );
}
