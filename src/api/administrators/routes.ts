// People who use the program: list, invite, read, change, remove, invite again.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { foldEmail, readAdministrator } from '../../store/administrators.ts';
import { readAdministratorsPage } from '../../store/administrators-list.ts';
import { withEtag } from '../etag.ts';
import { once } from '../idempotency.ts';
import { cutPage, parseCursor, presentCursor } from '../paging.ts';
import type { PublicEnv } from '../parts.ts';
import { notFound } from '../problems.ts';
import { changeAdministrator, removeAdministrator } from './change.ts';
import { changeRoute, createRoute, deleteRoute, getRoute, inviteRoute, listRoute } from './contract.ts';
import { inviteAgain, inviteSomebody } from './invite.ts';
import { presentAdministrator, presentEditable } from './present.ts';
import { decideReach } from './reach.ts';

export function administratorRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, company } = c.req.valid('query');
      const own = c.var.principal.companyId;
      if (own !== null && company !== undefined && company !== own) throw notFound('company');
      const { administrators, total } = await readAdministratorsPage(c.var.parts.database.kysely, {
        companyId: own ?? company ?? null,
        after: parseCursor('administrators', z.string(), cursor),
        limit: limit + 1,
      });
      const { page, last } = cutPage(administrators, limit);
      const next = last === null ? null : presentCursor('administrators', foldEmail(last.email));
      return c.json({ items: page.map(presentAdministrator), next, total }, 200);
    })
    .openapi(createRoute, async (c) => {
      const asked = c.req.valid('json');
      const created = await once(
        c,
        (trx) => inviteSomebody(c, trx, asked),
        (answer) => ({ ...answer, invitation: { ...answer.invitation, url: null } }),
      );
      c.header('Location', `/api/v1/administrators/${created.id}`);
      return c.json(created, 201);
    })
    .openapi(getRoute, async (c) => {
      const { administrator } = c.req.valid('param');
      const person = await readAdministrator(c.var.parts.database.kysely, administrator);
      if (!person || !decideReach(c.var.principal, person)) throw notFound('administrator');
      return c.json(withEtag(c, presentAdministrator(person), presentEditable(person)), 200);
    })
    .openapi(changeRoute, async (c) => {
      const { administrator } = c.req.valid('param');
      const person = await changeAdministrator(c, administrator, c.req.valid('json'));
      return c.json(withEtag(c, presentAdministrator(person), presentEditable(person)), 200);
    })
    .openapi(deleteRoute, async (c) => {
      await removeAdministrator(c, c.req.valid('param').administrator);
      return c.body(null, 204);
    })
    .openapi(inviteRoute, async (c) => {
      const { administrator } = c.req.valid('param');
      const link = await once(
        c,
        (trx) => inviteAgain(c, trx, administrator),
        (answer) => ({ ...answer, url: null }),
      );
      return c.json(link, 201);
    });
}
