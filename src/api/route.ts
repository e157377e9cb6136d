// One route of the contract: what every route has, said once. A route names its right (access/rights.ts); from it come
// the check before anything else, the type of what the handler gets, and the answers that the document tells of.
// Order of the checks: signed in (401), company (404), role (403), If-Match (428), body (415, 413, 400), schema (400).
import { createRoute } from '@hono/zod-openapi';
import type { RouteConfig } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { hasRight, isWithinReach, rights } from '../access/rights.ts';
import type { Right } from '../access/rights.ts';
import { readCompany } from '../store/companies.ts';
import { authenticate, signInFirst } from './authenticate.ts';
import { checkBody, readBody, STANDARD_BODY_BYTES } from './body.ts';
import type { DocumentCheck } from './body.ts';
import { requireIfMatch } from './etag.ts';
import { describeRoute } from './openapi-route.ts';
import type { Asked, CompanyEnv, PublicEnv, SignedInEnv } from './parts.ts';
import { notFound, Problem } from './problems.ts';

type ReachOf<R extends Right> = (typeof rights)[R]['reach'];
type EnvOf<R extends Right> =
  ReachOf<R> extends 'public' ? PublicEnv : ReachOf<R> extends 'company' ? CompanyEnv : SignedInEnv;

export interface RouteOptions {
  /** Changes or deletes something that two people can edit: needs If-Match. */
  ifMatch?: boolean;
  /** Starts or makes something: takes an Idempotency-Key (the handler uses `once`). */
  idempotent?: boolean;
  /** Statuses of problems that routes of its kind do not have otherwise; for the document. */
  problems?: readonly number[];
  maxBodyBytes?: number;
  /** The configuration document's own check of the body; its faults are told before the schema's. */
  check?: DocumentCheck<unknown>;
  /** The same where checking needs more than the body; throws what is wrong. */
  checkAll?: (c: Asked<CompanyEnv>) => Promise<void>;
}

type Described = Omit<RouteConfig, 'path' | 'middleware' | 'security'> & {
  path: string;
  operationId: string;
  summary: string;
  tags: string[];
};

export function apiRoute<
  const R extends Right,
  const P extends string,
  const C extends Described & { path: P },
>(right: R, config: C, options: RouteOptions = {}) {
  const hasBody = config.request?.body !== undefined;
  const middleware: MiddlewareHandler<EnvOf<R>> = async (c, next) => {
    await guard(c as unknown as Context<CompanyEnv>, right, hasBody, options);
    await next();
  };
  return createRoute({ ...config, ...describeRoute(right, config, options), middleware } as unknown as C & {
    path: P;
    middleware: MiddlewareHandler<EnvOf<R>>;
  });
}

async function guard(
  c: Context<CompanyEnv>,
  right: Right,
  hasBody: boolean,
  options: RouteOptions,
): Promise<void> {
  const { reach } = rights[right];
  if (reach !== 'public') await admit(c, right);
  if (options.ifMatch) requireIfMatch(c);
  if (!hasBody) return;
  await readBody(c, options.maxBodyBytes ?? STANDARD_BODY_BYTES);
  if (options.check) await checkBody(c, options.check);
  await options.checkAll?.(c);
}

async function admit(c: Context<CompanyEnv>, right: Right): Promise<void> {
  const principal = await authenticate(c);
  if (!principal) throw signInFirst();
  c.set('principal', principal);
  if (rights[right].reach === 'company') {
    const id = c.req.param('company') ?? '';
    const isKnown = isUuid(id) && isWithinReach(principal, id);
    const company = isKnown ? await readCompany(c.var.parts.database.kysely, id) : null;
    if (!company) throw notFound('company');
    c.set('company', company);
  }
  if (!hasRight(principal, right)) throw notAllowed(principal.kind === 'token');
}

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);

const notAllowed = (isToken: boolean) =>
  new Problem(
    403,
    'notAllowed',
    isToken ? 'This token may not do that.' : 'Your role does not allow that.',
    isToken
      ? 'Use a token with another role, or do it as a person: some things no token may.'
      : 'Ask somebody who may, or have your role changed.',
  );
