// How the sync templates stand – last runs, next starts, credentials, what waits for an approval: of one company, and of
// all of them for those who run the installation.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { readStatus } from '../../run/status.ts';
import type { StatusEntry } from '../../run/status.ts';
import { targetStates } from '../../plan/target.ts';
import { answers, orNull } from '../answers.ts';
import { troubleSchema } from '../targets/schema.ts';
import { companyParams } from '../companies/schema.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { credentialSchema, presentCredential } from '../sync-templates/credential.ts';
import { mailServerSchema } from './companies-schema.ts';

const tags = ['Status'];
const text = z.string().nullable();
const moment = z.iso.datetime().nullable();

const statusSchema = z
  .object({
    items: z.array(
      z
        .object({
          company: z.string(),
          templateId: z.uuid(),
          template: z.string(),
          mode: z.string(),
          retiringSince: moment,
          linked: z.number().int(),
          leaving: z.number().int(),
          lastRun: z
            .looseObject({ run: z.uuid(), state: z.string(), trigger: z.string(), startedAt: z.string() })
            .nullable()
            .openapi({ description: 'The report of the newest run.' }),
          lastSuccessAt: moment,
          nextStart: moment.openapi({ description: 'null: never by itself; in the past: it is due.' }),
          nextStartWhy: z.enum(['nightly', 'interval']).nullable(),
          credentialExpires: text,
          hasCredentials: z.boolean(),
          credential: credentialSchema.nullable(),
          numberWarnings: z
            .array(
              z.object({
                code: z.string(),
                message: z.string(),
                cure: z.string(),
                series: z.object({
                  first: z.string(),
                  last: z.string(),
                  free: z.number().int(),
                  runsOut: text.openapi({
                    description: 'The month, YYYY-MM, at the pace of late; null: none is known.',
                  }),
                }),
              }),
            )
            .openapi({ description: 'Of the company’s number series that will run out.' }),
          withheld: z
            .array(z.object({ run: z.uuid(), kind: z.string(), count: z.number().int() }))
            .openapi({ description: 'What waits for an approval.' }),
          incidents: z
            .array(
              z.object({
                id: z.uuid(),
                code: z.string(),
                severity: z.string(),
                message: z.string(),
                cure: z.string(),
                since: z.iso.datetime(),
                quietUntil: moment,
              }),
            )
            .openapi({ description: 'Trouble that lasts, the oldest first.' }),
          mails: z
            .object({
              held: z.number().int(),
              waiting: z.number().int(),
              uncertain: z.number().int(),
              failed: z.number().int(),
            })
            .openapi({ description: 'Mails of the template that wait, and that wait for somebody.' }),
          targets: z
            .array(
              z
                .object({
                  id: z.uuid(),
                  name: z.string(),
                  kind: z.string(),
                  state: z.enum(targetStates),
                  trouble: orNull(troubleSchema),
                  pending: z.number().int(),
                  failed: z.number().int(),
                  drift: z.number().int(),
                  oldestPendingSeconds: z.number(),
                })
                .openapi('TargetStatus'),
            )
            .openapi({ description: 'Exchanges of the company, and who is not yet written there.' }),
          mailServer: mailServerSchema.nullable().openapi({
            description:
              'Why mails wait, of the whole installation; null: nothing is wrong with the mail server. Its own words are for operators.',
          }),
        })
        .openapi('TemplateStatus'),
    ),
  })
  .openapi('Status');

const companyRoute = apiRoute('status.read', {
  method: 'get',
  path: '/companies/{company}/status',
  operationId: 'getStatus',
  summary: 'How the sync templates stand',
  tags,
  request: { params: companyParams },
  responses: { 200: answers('One entry a template.', statusSchema) },
});

const allRoute = apiRoute('installation.read', {
  method: 'get',
  path: '/status',
  operationId: 'getInstallationStatus',
  summary: 'How the sync templates of all companies stand',
  tags,
  responses: { 200: answers('One entry a template.', statusSchema) },
});

function presentEntry(entry: StatusEntry): z.infer<typeof statusSchema>['items'][number] {
  return {
    company: entry.company,
    templateId: entry.templateId,
    template: entry.template,
    mode: entry.mode,
    retiringSince: entry.retiringSince,
    linked: entry.linked,
    leaving: entry.leaving,
    lastRun: entry.lastRun && { ...entry.lastRun },
    lastSuccessAt: entry.lastSuccessAt,
    nextStart: entry.nextStart,
    nextStartWhy: entry.nextStartWhy,
    credentialExpires: entry.credentialExpires,
    hasCredentials: entry.hasCredentials,
    credential: presentCredential(entry.credential),
    numberWarnings: entry.numberWarnings.map(presentSeriesWarning),
    withheld: entry.withheld.map(({ run, kind, count }) => ({ run, kind, count })),
    incidents: entry.incidents.map((incident) => ({ ...incident })),
    mails: { ...entry.mails },
    targets: entry.targets.map((target) => ({ ...target })),
    mailServer: entry.mailServer && { ...entry.mailServer },
  };
}

function presentSeriesWarning({ code, message, cure, series }: StatusEntry['numberWarnings'][number]) {
  const { first, last, free, runsOut } = series;
  return { code, message, cure, series: { first: String(first), last: String(last), free, runsOut } };
}

/** What the server said may name other companies' people, and its address is nobody's but the owner's. */
function presentForCompany(entry: StatusEntry) {
  const shown = presentEntry(entry);
  const message =
    'The mail server that this service sends by takes no mails just now: they wait, and none is lost.';
  const cure = 'Nothing is to be done here: whoever runs the service sees what it is with rollcall doctor.';
  return { ...shown, mailServer: shown.mailServer && { ...shown.mailServer, message, cure } };
}

export function statusRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(companyRoute, async (c) => {
      const { parts, company } = c.var;
      const entries = await readStatus(parts.database, { companyId: company.id, now: parts.clock() });
      return c.json({ items: entries.map(presentForCompany) }, 200);
    })
    .openapi(allRoute, async (c) => {
      const { parts } = c.var;
      const entries = await readStatus(parts.database, { companyId: null, now: parts.clock() });
      return c.json({ items: entries.map(presentEntry) }, 200);
    });
}
