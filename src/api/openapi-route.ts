// What every route's description in the OpenAPI document has in common: its right, who may, the headers it takes and the
// problems it answers with. Only describes; the checks themselves are in route.ts.
import { z } from '@hono/zod-openapi';
import type { RouteConfig } from '@hono/zod-openapi';
import { rights } from '../access/rights.ts';
import type { Right } from '../access/rights.ts';

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().openapi({ description: 'Stable; what programs go by.' }),
    detail: z.string().openapi({ description: 'One sentence for people.' }),
    cure: z.string().openapi({ description: 'What to do about it.' }),
    errors: z
      .array(
        z.object({
          path: z.string().optional(),
          line: z.number().int().nullable().optional(),
          column: z.number().int().nullable().optional(),
          message: z.string(),
          cure: z.string(),
          code: z.string().optional().openapi({
            description: 'Stable, where what is wrong has a code of its own.',
            example: 'alias.taken',
          }),
        }),
      )
      .optional(),
    reference: z.string().optional().openapi({ description: 'Of a bug: what the server’s log calls it.' }),
  })
  .openapi('Problem', {
    example: {
      type: 'urn:rollcall:problem:notFound',
      title: 'Not Found',
      status: 404,
      code: 'notFound',
      detail: 'There is no such company.',
      cure: 'Check the address; a list shows what there is.',
    },
  });

interface Described {
  method: string;
  path: string;
  description?: string | undefined;
  request?: RouteConfig['request'];
  responses: RouteConfig['responses'];
}

const problemSentences: Readonly<Record<number, string>> = {
  400: 'The request is wrong in form; `errors` lists every fault.',
  401: 'Nobody is signed in, or the session or token is over; of signing in: the password is wrong.',
  403: 'The role does not allow it, or the request comes from another site.',
  404: 'There is no such thing, or not in this company.',
  409: 'It clashes with the state that things are in.',
  412: 'Somebody has changed it since it was read.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'The Idempotency-Key was used for another request.',
  428: 'The header If-Match is missing.',
  429: 'Too many requests; Retry-After says how many seconds to wait.',
  500: 'A mistake of the program, with a reference to its log.',
  502: 'Who should have answered can not be reached.',
  503: 'The database can not be used at the moment.',
};

interface Options {
  ifMatch?: boolean;
  idempotent?: boolean;
  problems?: readonly number[];
}

export function describeRoute(right: Right, route: Described, options: Options) {
  const { reach, roles, tokens } = rights[right];
  const problems = decideStatuses(reach, route, options);
  const content = { 'application/problem+json': { schema: problemSchema } };
  const parameters = [
    ...(options.ifMatch ? [headerParameter('If-Match', true, 'ETag of what was read.')] : []),
    ...(options.idempotent
      ? [headerParameter('Idempotency-Key', false, 'Repeating the request with it does nothing again.')]
      : []),
  ];
  const who =
    reach === 'public' ? 'anybody' : `${roles.join(', ')}${tokens ? '; tokens too' : '; no tokens'}`;
  return {
    'x-right': right,
    description: [route.description, `Who may: ${who}.`].filter(Boolean).join('\n\n'),
    security: reach === 'public' ? [] : [{ session: [] }, ...(tokens ? [{ token: [] }] : [])],
    ...(parameters.length ? { parameters } : {}),
    responses: {
      ...Object.fromEntries(
        problems.map((status) => [
          status,
          { description: problemSentences[status] ?? 'A problem.', content },
        ]),
      ),
      ...route.responses,
    },
  };
}

function decideStatuses(reach: string, { method, path, request }: Described, options: Options): number[] {
  const hasBody = request?.body !== undefined;
  const isUnsafe = method !== 'get';
  return [
    400,
    ...(reach === 'public' ? [] : [401]),
    ...(reach !== 'public' || isUnsafe ? [403] : []),
    ...(path.includes('{') ? [404] : []),
    ...(isUnsafe ? [409] : []),
    ...(options.ifMatch ? [412, 428] : []),
    ...(hasBody ? [413, 415] : []),
    ...(options.idempotent ? [422] : []),
    429,
    500,
    503,
    ...(options.problems ?? []),
  ];
}

const headerParameter = (name: string, required: boolean, description: string) => ({
  name,
  in: 'header' as const,
  required,
  description,
  schema: { type: 'string' as const },
});
