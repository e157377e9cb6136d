// One number: what it is, since when and why, what happened to it; reserved and let go again, alone or as a range; freed
// while it cools.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { freeNumber } from '../../run/hand-numbers.ts';
import { reserveNumbers, unreserveNumbers } from '../../run/hand-reserved.ts';
import type { Range } from '../../run/hand-reserved.ts';
import { readNumberAnswer } from '../../run/number-answer.ts';
import { readNumberHistory } from '../../store/number-history.ts';
import { readReservedPage } from '../../store/reserved-numbers.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { handOf, mustDo } from '../deeds.ts';
import { parseAfter, presentPage } from '../lists.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { PublicEnv } from '../parts.ts';
import { invalid } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { presentNumberAnswer, presentNumberEvent, presentReserved } from './present.ts';
import {
  freeSchema,
  historyKey,
  historyPageSchema,
  historyQuery,
  numberAnswerSchema,
  numberParams,
  reservedAnswerSchema,
  reservedPageSchema,
  reservedQuery,
  reserveSchema,
  unreservedSchema,
} from './schema.ts';

const tags = ['Numbers'];
const path = '/companies/{company}/numbers';

const numberRoute = apiRoute('number.read', {
  method: 'get',
  path: `${path}/{digits}`,
  operationId: 'getNumber',
  summary: 'Who has a number, since when and why; who else wants it and who shows it',
  description: 'A number that nothing is known of is free and lies in no series.',
  tags,
  request: { params: numberParams },
  responses: { 200: answers('All that is known of it.', numberAnswerSchema) },
});

const historyRoute = apiRoute('number.read', {
  method: 'get',
  path: `${path}/{digits}/history`,
  operationId: 'listNumberHistory',
  summary: 'What happened to a number, newest first',
  tags,
  request: { params: numberParams, query: historyQuery },
  responses: { 200: answers('A page.', historyPageSchema) },
});

const freeRoute = apiRoute('number.change', {
  method: 'post',
  path: `${path}/{digits}/free`,
  operationId: 'freeNumber',
  summary: 'Frees a cooling number now',
  tags,
  request: { params: numberParams, ...takes(freeSchema) },
  responses: { 204: { description: 'Free.' } },
});

const reservedRoute = apiRoute('number.read', {
  method: 'get',
  path: '/companies/{company}/reserved-numbers',
  operationId: 'listReservedNumbers',
  summary: 'Reserved numbers, as ranges: who reserved them, when and why',
  tags,
  request: { params: companyParams, query: reservedQuery },
  responses: { 200: answers('A page.', reservedPageSchema) },
});

const reserveRoute = apiRoute('number.change', {
  method: 'post',
  path: `${path}/reserve`,
  operationId: 'reserveNumbers',
  summary: 'Keeps a number or a range of numbers from everybody',
  description:
    'Refused as a whole when somebody or a service has one of them, or one is reserved already. Cooling numbers can be reserved.',
  tags,
  request: { params: companyParams, ...takes(reserveSchema) },
  responses: { 200: answers('Reserved.', reservedAnswerSchema) },
});

const unreserveRoute = apiRoute('number.change', {
  method: 'post',
  path: `${path}/unreserve`,
  operationId: 'unreserveNumbers',
  summary: 'Lets reserved numbers go: whatever of the range is reserved',
  tags,
  request: { params: companyParams, ...takes(reserveSchema) },
  responses: { 200: answers('Not reserved any more.', unreservedSchema) },
});

function parseRange({ from, to = from }: z.infer<typeof reserveSchema>): Range {
  const fault = (message: string, cure: string) => invalid([{ path: 'to', message, cure }]);
  if (to.length !== from.length)
    throw fault(`"from" has ${from.length} digits and "to" has ${to.length}.`, 'Write both in full.');
  if (to < from) throw fault(`"to" (${to}) comes before "from" (${from}).`, 'Swap the two.');
  return { first: Number(from), last: Number(to) };
}

export function numberRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(reserveRoute, async (c) => {
      const body = c.req.valid('json');
      const answer = await reserveNumbers(handOf(c), parseRange(body), { why: body.why ?? null });
      const { count, cooling } = mustDo(answer);
      return c.json({ count, cooling }, 200);
    })
    .openapi(unreserveRoute, async (c) => {
      const body = c.req.valid('json');
      const { count } = mustDo(
        await unreserveNumbers(handOf(c), parseRange(body), { why: body.why ?? null }),
      );
      return c.json({ count }, 200);
    })
    .openapi(numberRoute, async (c) => {
      const { parts, company } = c.var;
      const { digits } = c.req.valid('param');
      const now = new Date(parts.clock());
      return c.json(
        presentNumberAnswer(await readNumberAnswer(parts.database.kysely, company, digits, now)),
        200,
      );
    })
    .openapi(historyRoute, async (c) => {
      const { parts, company } = c.var;
      const { digits } = c.req.valid('param');
      const list = `number ${digits}`;
      const ask = parseAfter(list, historyKey, c.req.valid('query'));
      const rows = await readNumberHistory(parts.database.kysely, company.id, digits, ask);
      return c.json(presentPage(list, rows, presentNumberEvent), 200);
    })
    .openapi(reservedRoute, async (c) => {
      const { limit, cursor } = c.req.valid('query');
      const after = parseCursor('reserved', z.number().int(), cursor) ?? 0;
      const { kysely } = c.var.parts.database;
      const { ranges, total } = await readReservedPage(kysely, c.var.company.id, { limit: limit + 1, after });
      const { page, last } = cutPage(ranges, limit);
      const next = last === null ? null : presentCursor('reserved', last.first);
      return c.json({ items: page.map(presentReserved), next, total }, 200);
    })
    .openapi(freeRoute, async (c) => {
      const { digits } = c.req.valid('param');
      mustDo(await freeNumber(handOf(c), digits, { why: c.req.valid('json').why ?? null }));
      return c.body(null, 204);
    });
}
