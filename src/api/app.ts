// The application: what happens to every request, the resources, and what becomes of errors. Everything it works with
// comes in as parts; two of them side by side know nothing of each other.
import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { Context, ErrorHandler, MiddlewareHandler } from 'hono';
import { refuseOtherSites } from './authenticate.ts';
import { decideClient } from './client-address.ts';
import { administratorRoutes } from './administrators/routes.ts';
import { adoptionRoutes } from './adoption/routes.ts';
import { companyMailRoutes } from './company-mail/routes.ts';
import { companyRoutes } from './companies/routes.ts';
import { documentRoutes } from './document/routes.ts';
import { logRoutes } from './logs/routes.ts';
import { numberImportRoutes } from './numbers/import-routes.ts';
import { numberRoutes } from './numbers/number-routes.ts';
import { numberSeriesRoutes } from './numbers/routes.ts';
import { manyMailRoutes } from './outbox/many-routes.ts';
import { outboxRoutes } from './outbox/routes.ts';
import { peopleCountsRoutes } from './people/counts-routes.ts';
import { explainRoutes } from './people/explain-routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { qualityRoutes } from './quality/routes.ts';
import { runActionRoutes } from './runs/action-routes.ts';
import { runFileRoutes } from './runs/file-routes.ts';
import { runRoutes } from './runs/routes.ts';
import { undoRoutes } from './runs/undo-routes.ts';
import { settingsTemplateApplyRoutes } from './settings-templates/apply-routes.ts';
import { settingsTemplateRoutes } from './settings-templates/routes.ts';
import { companiesHealthRoutes } from './status/companies-routes.ts';
import { statusRoutes } from './status/routes.ts';
import { mappingRoutes } from './mapping/routes.ts';
import { ruleRoutes } from './rules/routes.ts';
import { syncTemplateActionRoutes } from './sync-templates/action-routes.ts';
import { syncTemplateDeletionRoutes } from './sync-templates/delete-routes.ts';
import { syncTemplateRoutes } from './sync-templates/routes.ts';
import { userRoutes } from './users/routes.ts';
import { userWordRoutes } from './users/word-routes.ts';
import { matchesTag } from './etag.ts';
import { incidentRoutes } from './incidents/routes.ts';
import { guideRoutes } from './guides/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { meRoutes } from './me/routes.ts';
import { oidcRoutes } from './oidc/routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { exchangeRoutes } from './targets/exchange-routes.ts';
import { tokenRoutes } from './tokens/routes.ts';
import { webhookDeliveryRoutes } from './webhooks/delivery-routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';
import { openKnownRoutes } from './known-routes.ts';
import type { ApiParts, PublicEnv } from './parts.ts';
import { invalid, matchProblem, notFound, presentBug, presentProblem, Problem } from './problems.ts';
import { addPhonePages, phonePages } from './phone/routes.ts';
import { addPortal, portalPages } from './portal/routes.ts';
import { openRateLimit } from './rate-limit.ts';
import { addReference, ownPages } from './reference.ts';
import { mapIssues } from './schema-faults.ts';
import { isStorable } from './storable.ts';
import { addWatching } from './watching/routes.ts';

/** Throws when a route lacks what every route has to have. */
export function createApi(parts: ApiParts) {
  const app = new OpenAPIHono<PublicEnv>();
  // Before the checks and limits of the API: whoever watches asks often, and from where it likes.
  addWatching(app, parts);
  app.use('*', prepare(parts));
  const portal = addPortal(app, parts);
  app.use('*', limitRate(parts), answerUnchanged);
  app.onError(answerError(parts));
  const api = app.route('/api/v1', createResources());
  addReference(api, parts);
  addPhonePages(api, parts);
  const known = openKnownRoutes(api.openAPIRegistry, [...ownPages, ...phonePages, ...portalPages]);
  app.notFound(async (c) => {
    const allowed = known.methodsOf(c.req.path);
    if (allowed.length === 0) {
      const page = await portal.answer(c);
      if (page) return page;
      throw notFound('page');
    }
    const headers = { Allow: allowed.join(', ') };
    if (c.req.method === 'OPTIONS') return c.body(null, 204, headers);
    const message = `${c.req.method} can not be done there.`;
    throw new Problem(405, 'method', message, `There is ${allowed.join(', ')}.`, { headers });
  });
  return api;
}

/** The resources below /api/v1, one line each; the typed client is made of their types. */
function createResources() {
  const v1 = new OpenAPIHono<PublicEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      // An id of the wrong form is one that nothing has.
      if (result.target === 'param') throw notFound('thing');
      throw invalid(mapIssues(result.error.issues, result.target));
    },
  });
  return v1
    .route('/', companyRoutes())
    .route('/', companyMailRoutes())
    .route('/', syncTemplateRoutes())
    .route('/', syncTemplateActionRoutes())
    .route('/', guideRoutes())
    .route('/', mappingRoutes())
    .route('/', syncTemplateDeletionRoutes())
    .route('/', ruleRoutes())
    .route('/', peopleRoutes())
    .route('/', peopleCountsRoutes())
    .route('/', adoptionRoutes())
    .route('/', qualityRoutes())
    .route('/', explainRoutes())
    .route('/', userRoutes())
    .route('/', userWordRoutes())
    .route('/', numberImportRoutes())
    .route('/', numberRoutes())
    .route('/', numberSeriesRoutes())
    .route('/', settingsTemplateRoutes())
    .route('/', settingsTemplateApplyRoutes())
    .route('/', runRoutes())
    .route('/', runActionRoutes())
    .route('/', runFileRoutes())
    .route('/', undoRoutes())
    .route('/', logRoutes())
    .route('/', manyMailRoutes())
    .route('/', outboxRoutes())
    .route('/', incidentRoutes())
    .route('/', statusRoutes())
    .route('/', companiesHealthRoutes())
    .route('/', signInRoutes())
    .route('/', linkRoutes())
    .route('/', oidcRoutes())
    .route('/', meRoutes())
    .route('/', administratorRoutes())
    .route('/', tokenRoutes())
    .route('/', webhookRoutes())
    .route('/', webhookDeliveryRoutes())
    .route('/', exchangeRoutes())
    .route('/', documentRoutes());
}

function prepare(parts: ApiParts): MiddlewareHandler<PublicEnv> {
  return async (c, next) => {
    const { address, origin } = decideClient(
      {
        remote: c.env.incoming.socket.remoteAddress,
        forwardedFor: c.req.header('X-Forwarded-For'),
        forwardedProto: c.req.header('X-Forwarded-Proto'),
        host: c.req.header('Host'),
      },
      parts.isTrustedProxy,
      parts.origin,
    );
    const requestId = crypto.randomUUID();
    c.set('parts', parts);
    c.set('requestId', requestId);
    c.set('address', address);
    c.set('origin', origin);
    for (const [name, value] of Object.entries(standardHeaders)) c.header(name, value);
    c.header('X-Request-Id', requestId);
    if (origin.startsWith('https:')) c.header('Strict-Transport-Security', 'max-age=31536000');
    refuseUnstorable(c.req.url);
    refuseOtherSites(c);
    await next();
  };
}

/** Answers are of one person and one moment: nobody keeps them, shows them in a frame or takes them for a page. */
const standardHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** In the path it names nothing; after the ? it is a wrong value. */
function refuseUnstorable(url: string): void {
  const [path = '', ...query] = url.split('?');
  if (!isStorable(safeDecode(path))) throw notFound('page');
  if (isStorable(safeDecode(query.join('?')))) return;
  const message = 'After the ? stands a NUL, or what is no percent-encoded UTF-8.';
  throw invalid([{ path: '?', message, cure: 'Encode it as UTF-8, and write %25 for a percent sign.' }]);
}

/** A NUL, or %zz, is nothing that anything is called. */
function safeDecode(url: string): string {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch (error) {
    if (error instanceof URIError) return '\0';
    throw error;
  }
}

function limitRate({ rateLimit, clock }: ApiParts): MiddlewareHandler<PublicEnv> {
  const limit = openRateLimit(rateLimit);
  return async (c, next) => {
    const seconds = limit.take(c.var.address ?? '', clock());
    if (seconds > 0) {
      const cure = `Wait ${seconds} s and send it again, more slowly.`;
      const headers = { 'Retry-After': String(seconds) };
      throw new Problem(429, 'tooManyRequests', 'Too many requests came from this address.', cure, {
        headers,
      });
    }
    await next();
  };
}

const answerUnchanged: MiddlewareHandler<PublicEnv> = async (c, next) => {
  await next();
  const etag = c.res.headers.get('ETag');
  const known = c.req.header('If-None-Match');
  if (etag === null || known === undefined || c.res.status !== 200 || !matchesTag(known, etag)) return;
  c.res = new Response(null, { status: 304, headers: { ETag: etag, 'Cache-Control': 'no-store' } });
};

function answerError({ log }: ApiParts): ErrorHandler<PublicEnv> {
  return (error, c) => {
    const problem = mapHttpException(error) ?? matchProblem(error);
    const { requestId } = c.var;
    if (!problem || problem.cause !== undefined) {
      const { method, routePath: route } = c.req;
      log.error('A request failed.', { requestId, method, route, error: problem?.cause ?? error });
    }
    for (const [name, value] of Object.entries(problem?.headers ?? {})) c.header(name, value);
    return presentAnswer(
      c,
      problem?.status ?? 500,
      problem ? presentProblem(problem) : presentBug(requestId),
    );
  };
}

function presentAnswer(c: Context<PublicEnv>, status: Problem['status'], body: unknown): Response {
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

/** What the framework itself refuses: the body was looked at before, so that only oddities come here. */
function mapHttpException(error: unknown): Problem | null {
  if (!(error instanceof HTTPException)) return null;
  const status = error.status === 415 ? 415 : 400;
  return new Problem(
    status,
    'request.malformed',
    'The request can not be read.',
    'See the reference at /api.',
  );
}
