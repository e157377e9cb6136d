// The outbox in its final shape. No mail is written yet, so it is empty.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { answers } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { listOf } from '../lists.ts';
import { pageQuery, parseCursor } from '../paging.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';

const states = ['waiting', 'sent', 'kept', 'uncertain', 'failed'] as const;

const mailSchema = z
  .object({
    id: z.uuid(),
    kind: z.string().openapi({ description: 'welcome, welcomeCopy, error, allClear, summary …' }),
    state: z.enum(states).openapi({
      description: 'kept: no mail server is set; uncertain: the line broke before the server’s answer.',
    }),
    to: z.string(),
    subject: z.string(),
    language: z.string(),
    user: z.uuid().nullable(),
    run: z.uuid().nullable(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
    attempts: z.number().int(),
    error: z.string().nullable(),
  })
  .openapi('Mail');

const listRoute = apiRoute('mail.read', {
  method: 'get',
  path: '/companies/{company}/outbox',
  operationId: 'listMails',
  summary: 'Mails, newest first',
  tags: ['Outbox'],
  request: {
    params: companyParams,
    query: z.object({ ...pageQuery, state: z.enum(states).optional() }).strict(),
  },
  responses: { 200: answers('A page.', listOf(mailSchema).openapi('MailPage')) },
});

export function outboxRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(listRoute, (c) => {
    parseCursor('outbox', z.tuple([z.string()]), c.req.valid('query').cursor);
    const items: z.infer<typeof mailSchema>[] = [];
    return c.json({ items, next: null, total: 0, totalIsExact: true }, 200);
  });
}
