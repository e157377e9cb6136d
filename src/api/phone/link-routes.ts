// An administrator's word that a user gets a new link to the secret of her phone.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { targetKinds } from '../../connectors/target-kinds.ts';
import { handPhoneLink } from '../../run/hand-phone-link.ts';
import { answers } from '../answers.ts';
import { handOf, mustDo } from '../deeds.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { readUserOr404 } from '../users/routes.ts';
import { userParams } from '../users/schema.ts';

const phoneLinkSchema = z
  .object({
    url: z.url().openapi({ description: 'Opens the page; whoever has it may telephone as the user.' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('PhoneLink');

const makeRoute = apiRoute('phone.hand', {
  method: 'post',
  path: '/companies/{company}/users/{user}/sip-account/link',
  operationId: 'makePhoneLink',
  summary: 'A new link to the user’s phone secret',
  description:
    'The secret is made and shown once, when somebody opens the link and presses its button; phones with the one before stop working then. Earlier links that nobody has opened are over at once. The link is in this answer alone.',
  tags: ['Users'],
  request: { params: userParams },
  responses: { 201: answers('The link.', phoneLinkSchema) },
});

export function phoneLinkRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(makeRoute, async (c) => {
    const { user } = c.req.valid('param');
    await readUserOr404(c, user);
    const { path, expiresAt } = mustDo(await handPhoneLink(handOf(c), user, targetKinds));
    return c.json({ url: `${c.var.origin}${path}`, expiresAt: expiresAt.toISOString() }, 201);
  });
}
