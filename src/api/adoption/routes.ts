// Matching and adoption: the people who may be users that no sync keeps, with the evidence; the word "create anyway"; and
// linking everybody who is one user without a doubt. Single links are users/word-routes.ts, ignoring is people/routes.ts.
import type { ShownActor } from '../runs/schema.ts';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import { adoptUsers } from '../../run/adopt.ts';
import type { AdoptionAnswer } from '../../run/adopt.ts';
import { createAnyway, revokeCreateAnyway } from '../../run/create-anyway.ts';
import { readProposalsPage } from '../../run/list-proposals.ts';
import type { PresentedProposal } from '../../run/present-proposals.ts';
import { takeDirectoryTurn } from '../../store/users.ts';
import { answers, takes } from '../answers.ts';
import { handOf, mustDo } from '../deeds.ts';
import { once } from '../idempotency.ts';
import { parseAfter, parseSearch, presentPage } from '../lists.ts';
import type { PublicEnv } from '../parts.ts';
import { personParams, templateParams } from '../people/schema.ts';
import { invalid } from '../problems.ts';
import { apiRoute } from '../route.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import {
  adoptionSchema,
  adoptSchema,
  createAnywaySchema,
  proposalKey,
  proposalPageSchema,
  proposalQuery,
} from './schema.ts';
import type { ShownProposal } from './schema.ts';

const tags = ['Matching'];
const ofTemplate = '/companies/{company}/sync-templates/{template}';

const listRoute = apiRoute('person.read', {
  method: 'get',
  path: `${ofTemplate}/conflicts`,
  operationId: 'listConflicts',
  summary: 'People who may be users that no sync keeps, with the evidence and what linking would change',
  description:
    'Worked out from what was read last and the directory of now, also on a paused template after a preview. By display name.',
  tags,
  request: { params: templateParams, query: proposalQuery },
  responses: { 200: answers('A page.', proposalPageSchema) },
});

const createAnywayRoute = apiRoute('person.decide', {
  method: 'put',
  path: `${ofTemplate}/create-anyway/{person}`,
  operationId: 'createAnyway',
  summary: 'Says that a person is none of the users with the same mail or name: the next run makes a user',
  tags,
  request: { params: personParams, ...takes(createAnywaySchema) },
  responses: { 204: { description: 'Said.' } },
});

const revokeRoute = apiRoute('person.decide', {
  method: 'delete',
  path: `${ofTemplate}/create-anyway/{person}`,
  operationId: 'revokeCreateAnyway',
  summary: 'Takes “create anyway” back, until a run has acted on it',
  tags,
  request: { params: personParams },
  responses: { 204: { description: 'Taken back.' } },
});

const adoptRoute = apiRoute(
  'person.decide',
  {
    method: 'post',
    path: `${ofTemplate}/adopt`,
    operationId: 'adoptUsers',
    summary: 'Links everybody who is one user without a doubt, by kinds of evidence; first as a preview',
    description:
      'One person, one user, and no other evidence that says otherwise. Linking changes no values: the next run does, under the template’s brakes.',
    tags,
    request: { params: templateParams, ...takes(adoptSchema) },
    responses: { 200: answers('The pairs, and who is left and why.', adoptionSchema) },
  },
  { idempotent: true },
);

function presentProposal(row: PresentedProposal): ShownProposal {
  const { person, name, userPrincipalName, values, mayCreateAnyway, createAnyway: said } = row;
  return {
    person,
    name,
    userPrincipalName,
    values: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? null])),
    candidates: row.candidates.map(({ origin, evidence, changes, ...user }) => ({
      user: user.user,
      alias: user.alias,
      name: user.name,
      pstnFixed: user.pstnFixed,
      email: user.email,
      state: user.state,
      origin: { kind: origin.kind, template: origin.template },
      evidence: [...evidence],
      changes: presentChanges(changes),
    })),
    mayCreateAnyway,
    createAnyway: said && { why: said.why, by: said.by as ShownActor | null, at: said.at.toISOString() },
  };
}

function presentChanges(changes: AdoptionAnswer['pairs'][number]['changes']) {
  return changes.map(({ field, from, to, stays }) => ({
    field,
    from,
    to,
    stays: stays && { code: stays.code, message: stays.message },
  }));
}

function presentAdoption(answer: AdoptionAnswer): z.infer<typeof adoptionSchema> {
  const { batch, fingerprint, count, ambiguousCount, changed, numbers, next } = answer;
  return {
    batch,
    fingerprint,
    count,
    pairs: answer.pairs.map(({ person, name, user, alias, evidence, changes }) => ({
      person,
      name,
      user,
      alias,
      evidence,
      changes: presentChanges(changes),
    })),
    ambiguousCount,
    ambiguous: answer.ambiguous.map(({ person, name, code, message, cure }) => ({
      person,
      name,
      code,
      message,
      cure,
    })),
    changed,
    numbers,
    next,
  };
}

export function adoptionRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const stored = await readTemplateOr404(c, c.req.valid('param').template);
      const { search, evidence, ...page } = c.req.valid('query');
      const { database, clock } = c.var.parts;
      const { company } = c.var;
      const list = `conflicts ${evidence ?? ''}`;
      const ask = {
        ...parseAfter(list, proposalKey, page),
        search: parseSearch(search, company.country),
        evidence: evidence ?? null,
      };
      const found = await readProposalsPage(database, { company, stored, now: clock() }, ask);
      const { linkByMail: linksByMail } = stored.template;
      const counts = found.counts ? { counts: found.counts } : {};
      return c.json({ ...presentPage(list, found, presentProposal), ...counts, linksByMail }, 200);
    })
    .openapi(createAnywayRoute, async (c) => {
      const { template, person } = c.req.valid('param');
      await readTemplateOr404(c, template);
      mustDo(await createAnyway(handOf(c), template, person, { why: c.req.valid('json').why ?? null }));
      return c.body(null, 204);
    })
    .openapi(revokeRoute, async (c) => {
      const { template, person } = c.req.valid('param');
      await readTemplateOr404(c, template);
      mustDo(await revokeCreateAnyway(handOf(c), template, person));
      return c.body(null, 204);
    })
    .openapi(adoptRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const { why = null, ...asked } = c.req.valid('json');
      const ask = { ...asked, why };
      const hand = handOf(c);
      if (ask.preview) return c.json(presentAdoption(mustDo(await adoptUsers(hand, template.id, ask))), 200);
      if (ask.expected === undefined) throw invalid([unseen]);
      const { database } = c.var.parts;
      const done = await takeDirectoryTurn(database, hand.companyId, () =>
        once(c, async (trx) => {
          const inKeys = { ...hand, database: { ...database, kysely: trx } };
          return presentAdoption(mustDo(await adoptUsers(inKeys, template.id, ask)));
        }),
      );
      return c.json(done, 200);
    });
}

const unseen = {
  path: 'expected',
  message: 'It is not said which pairs were seen.',
  cure: 'Ask with "preview": true first, and give its "fingerprint" as "expected".',
};
