// How a company's mails look and what its welcome mail says: read, changed, looked at before it is saved, and a mail to try it.
import { OpenAPIHono } from '@hono/zod-openapi';
import { parseCompanyMail } from '../../document/parse-company-mail.ts';
import { presentStandalone } from '../../mail/standalone.ts';
import { previewWelcome } from '../../run/preview-welcome.ts';
import { sendTestMail } from '../../run/send-test-mail.ts';
import { decideMailLanguage } from '../../run/tell.ts';
import { readAdministrator } from '../../store/administrators.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany, writeCompany } from '../../store/companies.ts';
import { answers, takes } from '../answers.ts';
import { checkBody } from '../body.ts';
import { companyParams } from '../companies/schema.ts';
import { mustDo } from '../deeds.ts';
import { requireMatch, withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { notFound, refuse } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { checkTried, presentAudited, presentCompanyMail, presentStart } from './present.ts';
import {
  companyMailSchema,
  newCompanyMailSchema,
  previewAskSchema,
  previewSchema,
  testAskSchema,
  testSchema,
  wordsStartSchema,
} from './schema.ts';

const tags = ['Mail'];
const path = '/companies/{company}/mail';

const getRoute = apiRoute('company.read', {
  method: 'get',
  path,
  operationId: 'getCompanyMail',
  summary: 'How the company’s mails look',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('As it is.', companyMailSchema) },
});

const putRoute = apiRoute(
  'company.change',
  {
    method: 'put',
    path,
    operationId: 'changeCompanyMail',
    summary: 'Sets how the company’s mails look',
    description: 'The whole of it: what is left out is not set any more. For mails sent from now on.',
    tags,
    request: { params: companyParams, ...takes(newCompanyMailSchema) },
    responses: { 200: answers('As it is now.', companyMailSchema) },
  },
  { ifMatch: true, check: parseCompanyMail },
);

const wordsRoute = apiRoute('company.read', {
  method: 'get',
  path: `${path}/words`,
  operationId: 'getWelcomeWordsStart',
  summary: 'Fields for the company’s own words, and words to begin with',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('What can be written.', wordsStartSchema) },
});

const previewRoute = apiRoute('mail.read', {
  method: 'post',
  path: `${path}/preview`,
  operationId: 'previewWelcomeMail',
  summary: 'A welcome mail as it would be; changes and sends nothing',
  tags,
  request: { params: companyParams, ...takes(previewAskSchema) },
  responses: { 200: answers('The mail, or what is wrong.', previewSchema) },
});

const testRoute = apiRoute(
  'mail.send',
  {
    method: 'post',
    path: `${path}/test`,
    operationId: 'sendTestMail',
    summary: 'Sends a test mail to yourself',
    tags,
    request: { params: companyParams, ...takes(testAskSchema) },
    responses: { 202: answers('It is in the outbox.', testSchema) },
  },
  { idempotent: true },
);

export function companyMailRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(getRoute, (c) => c.json(withEtag(c, presentCompanyMail(c.var.company.mail)), 200))
    .openapi(putRoute, async (c) => c.json(withEtag(c, await changeMail(c)), 200))
    .openapi(wordsRoute, (c) => c.json(presentStart(c.var.company), 200))
    .openapi(previewRoute, async (c) => {
      const { language, mail: tried, user = null, isShared = false } = c.req.valid('json');
      const { parts, company } = c.var;
      const { mail, faults } = tried === undefined ? { mail: company.mail, faults: [] } : checkTried(tried);
      if (mail === null || faults.length > 0) return c.json({ mail: null, faults }, 200);
      const ask = { mail, language, userId: user, isShared };
      const around = { service: parts.mail.service, now: parts.clock() };
      const made = await previewWelcome(parts.database.kysely, company, ask, around);
      if (made.is === 'nobody') throw notFound('user');
      if (made.is === 'none') throw refuse({ code: 'welcome.none', message: made.why, cure: anotherUser });
      const { subject, text } = made.content;
      return c.json({ mail: { subject, text, html: presentStandalone(made.content) }, faults }, 200);
    })
    .openapi(testRoute, async (c) => {
      const { to = null } = c.req.valid('json');
      const { parts, company, principal, address } = c.var;
      const answer = await once(c, async (db) => {
        const own = principal.kind === 'token' ? null : await readAdministrator(db, principal.id);
        const hand = { db, company, actor: actorOf(principal), now: parts.clock(), address };
        const language = own?.language ?? decideMailLanguage(company.language);
        return mustDo(await sendTestMail(hand, { to, own: own?.email ?? null, language }));
      });
      return c.json({ mail: answer.mail, to: answer.to, isSending: parts.mail.sending !== null }, 202);
    });
}

const anotherUser =
  'Choose a user who stays and has an e-mail address, or leave "user" out to see it for a made-up one.';

async function changeMail(c: Asked<CompanyEnv>) {
  const mail = await checkBody(c, parseCompanyMail);
  const { parts, company: asked, principal, address } = c.var;
  return parts.database.kysely.transaction().execute(async (trx) => {
    const stored = await lockCompany(trx, asked.id);
    if (!stored) throw notFound('company');
    requireMatch(c, presentCompanyMail(stored.mail));
    await writeCompany(trx, { ...stored, mail });
    await writeAudit(trx, {
      companyId: stored.id,
      actor: actorOf(principal),
      address,
      action: 'company.mail',
      subject: { kind: 'company', id: stored.id, name: stored.name },
      before: presentAudited(stored.mail),
      after: presentAudited(mail),
    });
    return presentCompanyMail(mail);
  });
}
