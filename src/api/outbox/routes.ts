// The outbox: mails with their words and why they stand as they do; one of them sent (again) or set aside.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MailState } from '../../plan/mail-states.ts';
import { discardMail, sendMailAgain } from '../../run/outbox.ts';
import { readMail } from '../../run/read-mail.ts';
import { MOST_COUNTED, readListedMail, readMailCounts, readMailPage } from '../../store/outbox-list.ts';
import type { ListedMail } from '../../store/outbox-list.ts';
import type { Transaction } from 'kysely';
import type { Tables } from '../../store/tables.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { mustDo } from '../deeds.ts';
import { isMatch, withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { parseAfter, presentPage } from '../lists.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound, Problem } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { mailHandOf, parseFilters } from './ask.ts';
import { presentListedMail, presentMailFull } from './present.ts';
import {
  mailFullSchema,
  mailKey,
  mailPageSchema,
  mailParams,
  mailQuery,
  mailSchema,
  sendSchema,
  sentSchema,
} from './schema.ts';

const tags = ['Outbox'];
const path = '/companies/{company}/outbox';

const listRoute = apiRoute('mail.read', {
  method: 'get',
  path,
  operationId: 'listMails',
  summary: 'Mails, newest first',
  tags,
  request: { params: companyParams, query: mailQuery },
  responses: { 200: answers('A page.', mailPageSchema) },
});

const mailRoute = apiRoute('mail.read', {
  method: 'get',
  path: `${path}/{mail}`,
  operationId: 'getMail',
  summary: 'A mail with its words and why it stands as it does',
  description: 'What was not sent yet is made from what stands now, as it would be sent.',
  tags,
  request: { params: mailParams },
  responses: { 200: answers('The mail.', mailFullSchema) },
});

const sendRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/{mail}/send`,
    operationId: 'sendMail',
    summary: 'Sends a mail, or sends it again',
    description:
      'Whatever its state: a held one is released, a waiting one is tried now, one that was sent or may have been goes out once more.',
    tags,
    request: { params: mailParams, ...takes(sendSchema) },
    responses: { 200: answers('It waits for the mail server.', sentSchema) },
  },
  { ifMatch: true, idempotent: true },
);

const discardRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/{mail}/discard`,
    operationId: 'discardMail',
    summary: 'Sets a mail aside: it is not sent any more',
    tags,
    request: { params: mailParams },
    responses: { 200: answers('The mail.', mailSchema) },
  },
  { ifMatch: true },
);

/** What two people can trip over: that it is in its state, and since when. */
const presentTagged = ({ id, state, stateAt }: ListedMail) => ({ id, state, at: stateAt.getTime() });

const isSeen = (c: Asked<CompanyEnv>) => ({
  isCurrent: (mail: ListedMail) => isMatch(c, presentTagged(mail)),
});

async function answerMail(c: Asked<CompanyEnv>, db: Transaction<Tables>, id: string) {
  const mail = await readListedMail(db, c.var.company.id, id);
  if (mail === null) throw notFound('mail');
  withEtag(c, null, presentTagged(mail));
  return presentListedMail(mail);
}

/** Of a list without further filters, which its states add up to. */
function presentTotal(counts: Record<MailState, number>, state: MailState | null) {
  const all = state === null ? Object.values(counts) : [counts[state]];
  return { total: all.reduce((sum, count) => sum + count, 0), totalIsExact: !all.includes(MOST_COUNTED) };
}

/** Somebody else was faster: 412 with what has become of it, as everywhere with If-Match. */
function mustDoMail<T extends { ok: boolean }>(result: T): Extract<T, { ok: true }> {
  const { code, message, cure } = result as unknown as { code: string; message: string; cure: string };
  if (!result.ok && code === 'mail.changed') throw new Problem(412, 'changed', message, cure);
  if (!result.ok && code === 'mail.unknown') throw notFound('mail');
  return mustDo(result as never) as never;
}

export function outboxRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { state = null, q = null, limit, cursor, offset, ...filters } = c.req.valid('query');
      const { kysely } = c.var.parts.database;
      const { id } = c.var.company;
      const ask = { ...parseAfter('outbox', mailKey, { limit, cursor, offset }), ...parseFilters(filters) };
      const address = q?.trim() || null;
      const page = await readMailPage(kysely, id, { ...ask, state, address });
      const shown = presentPage('outbox', page, presentListedMail);
      if (ask.after !== null || ask.offset) return c.json(shown, 200);
      const counts = await readMailCounts(kysely, id);
      return c.json({ ...presentTotal(counts, state), ...shown, counts: { ...counts } }, 200);
    })
    .openapi(mailRoute, async (c) => {
      const { parts, company } = c.var;
      const reading = { service: parts.mail.service, now: parts.clock() };
      const found = await readMail(parts.database.kysely, company.id, c.req.valid('param').mail, reading);
      if (found === null) throw notFound('mail');
      const shown = presentMailFull(found.mail, found.words);
      return c.json(withEtag(c, shown, presentTagged(found.mail)), 200);
    })
    .openapi(sendRoute, async (c) => {
      const { mail: id } = c.req.valid('param');
      const { to = null } = c.req.valid('json');
      const answer = await once(c, async (trx) => {
        const done = mustDoMail(await sendMailAgain(mailHandOf(c, trx), id, { to, ...isSeen(c) }));
        const warnings = done.warnings.map(({ code, message, cure }) => ({ code, message, cure }));
        return { mail: await answerMail(c, trx, id), warnings };
      });
      return c.json(answer, 200);
    })
    .openapi(discardRoute, async (c) => {
      const { mail: id } = c.req.valid('param');
      const answer = await c.var.parts.database.kysely.transaction().execute(async (trx) => {
        mustDoMail(await discardMail(mailHandOf(c, trx), id, isSeen(c)));
        return answerMail(c, trx, id);
      });
      return c.json(answer, 200);
    });
}
