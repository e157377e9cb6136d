// Answers a Graph request: token checked, cost charged, faults met, path answered, errors turned into bodies,
// and the headers every answer carries (REFERENCE 2). $batch runs its parts through the same door.
import { randomUUID } from 'node:crypto';
import type { TokenMint } from './access-token.ts';
import { answerBatch } from './batch.ts';
import { applyFault } from './fault-body.ts';
import type { FaultEffect, Faults } from './faults.ts';
import { answerJson, parseOptions, type GraphAnswer } from './graph-call.ts';
import { badRequest, GraphError, presentGraphError, type RequestIds } from './graph-error.ts';
import type { BatchPartLog, GraphRequest } from './graph-request.ts';
import { answerGraphPath } from './graph-routes.ts';
import { decideCost, type Throttle } from './throttle.ts';
import type { Tenant } from './tenant.ts';

export interface GraphService {
  tenant: Tenant;
  mint: TokenMint;
  throttle: Throttle;
  faults: Faults;
}

interface Caller {
  appId: string;
  roles: ReadonlySet<string>;
}

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="${GRAPH_APP_ID}"`,
  });
}

function readCaller({ tenant, mint }: GraphService, request: GraphRequest): Caller {
  const [, token] = /^Bearer (.+)$/i.exec(request.headers['authorization'] ?? '') ?? [];
  if (token === undefined) throw unauthorized('Access token is empty.');
  const claims = mint.read(token);
  if (!claims) throw unauthorized('IDX14100: JWT is not well formed or its signature is not valid.');
  if (![request.origin, 'https://graph.microsoft.com'].includes(claims.aud))
    throw unauthorized('Access token validation failure. Invalid audience.');
  if (claims.exp * 1000 <= tenant.clock.now())
    throw unauthorized('Lifetime validation failed, the token is expired.');
  if (claims.oid === undefined || claims.tid !== tenant.directory.id) {
    throw new GraphError(
      401,
      'Authorization_IdentityNotFound',
      'The identity of the calling application could not be established.',
    );
  }
  // A new consent needs a new token; a consent taken back ends at once.
  const consented = tenant.apps.get(claims.appid)?.roles;
  return { appId: claims.appid, roles: new Set(claims.roles?.filter((role) => consented?.has(role))) };
}

function parseBody(request: GraphRequest): unknown {
  if (request.body === '') return null;
  try {
    return JSON.parse(request.body);
  } catch {
    throw badRequest(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}

function splitPath(path: string): string[] {
  try {
    return path
      .replace(/^\/v1\.0\//, '')
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent);
  } catch {
    throw badRequest('The path is not correctly encoded.');
  }
}

/** One request or one part of a batch: cost, then the path. Throws GraphError. */
function answerOne(
  service: GraphService,
  request: GraphRequest,
  caller: Caller,
  charged: Record<string, string>,
): GraphAnswer {
  const { tenant } = service;
  const call = {
    directory: tenant.directory,
    base: `${request.origin}/v1.0`,
    method: request.method,
    segments: splitPath(request.path),
    options: parseOptions(request.query, request.headers),
    headers: request.headers,
    roles: caller.roles,
    body: parseBody(request),
  };
  const { headers, retryAfterSeconds } = service.throttle.charge(caller.appId, decideCost(call));
  Object.assign(charged, headers);
  if (retryAfterSeconds !== null) {
    throw new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
      'Retry-After': String(retryAfterSeconds),
    });
  }
  return answerGraphPath(call, (id) => tenant.restore(id));
}

/** Faults of the line strike whole requests only. */
const ON_PARTS = new Set<FaultEffect['effect']>([
  'status',
  'expiredPageToken',
  'missingValue',
  'halfObject',
  'foreignNextLink',
]);

function answerPart(service: GraphService, part: GraphRequest, caller: Caller): GraphAnswer {
  const now = service.tenant.clock.now();
  const charged: Record<string, string> = {};
  const fault = service.faults.strike(part.method, part.path, part.query);
  let answer: GraphAnswer;
  try {
    answer = answerOne(service, part, caller, charged);
  } catch (error) {
    answer = presentFailure(error, now);
  }
  const struck = fault && ON_PARTS.has(fault.effect) ? applyFault(answer, fault, now) : answer;
  return { ...struck, headers: { ...charged, ...struck.headers } };
}

function presentFailure(error: unknown, now: number, ids?: RequestIds): GraphAnswer {
  if (!(error instanceof GraphError)) throw error;
  return answerJson(presentGraphError(error, now, ids), error.status, error.headers);
}

const DIAGNOSTIC = JSON.stringify({
  ServerInfo: {
    DataCenter: 'Sweden Central',
    Slice: 'E',
    Ring: '5',
    ScaleUnit: '003',
    RoleInstance: 'GVX0EPF000000EM',
  },
});

function planHeaders(ids: RequestIds): Record<string, string> {
  return {
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic': DIAGNOSTIC,
    'Cache-Control': 'no-cache',
    'Strict-Transport-Security': 'max-age=31536000',
  };
}

export function answerGraph(
  service: GraphService,
  request: GraphRequest,
  parts: BatchPartLog[],
): GraphAnswer {
  service.tenant.settle();
  const requestId = randomUUID();
  const ids = { requestId, clientRequestId: request.headers['client-request-id'] ?? requestId };
  const charged: Record<string, string> = {};
  let answer: GraphAnswer;
  try {
    const caller = readCaller(service, request);
    answer =
      request.path === '/v1.0/$batch'
        ? answerBatch(request, parseBody(request), (part) => answerPart(service, part, caller), parts)
        : answerOne(service, request, caller, charged);
  } catch (error) {
    answer = presentFailure(error, service.tenant.clock.now(), ids);
  }
  return { ...answer, headers: { ...planHeaders(ids), ...charged, ...answer.headers } };
}
