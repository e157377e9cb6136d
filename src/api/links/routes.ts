// What a one-time link opens: making the first administrator, and taking an invitation by choosing a password. Whoever
// has the link is signed in by it.
import { OpenAPIHono } from '@hono/zod-openapi';
import { hashSecret } from '../../access/one-time-secret.ts';
import { readAdministrator } from '../../store/administrators.ts';
import { readInvitation } from '../../store/one-time-links.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { signedInSchema } from '../sign-in/schema.ts';
import { giveSession } from '../start-session.ts';
import { acceptInvitation, createFirstAdministrator, linkOver } from './take-link.ts';
import {
  acceptanceSchema,
  firstAdministratorSchema,
  invitationSchema,
  invitationTokenSchema,
} from './schema.ts';

const tags = ['Signing in'];
const signedIn = {
  description: 'Signed in.',
  content: { 'application/json': { schema: signedInSchema } },
} as const;

const firstRoute = apiRoute(
  'public',
  {
    method: 'post',
    path: '/first-administrator',
    operationId: 'createFirstAdministrator',
    summary: 'Makes the first administrator, an operator, by the link that the server printed',
    tags,
    request: {
      body: { required: true, content: { 'application/json': { schema: firstAdministratorSchema } } },
    },
    responses: { 201: signedIn },
  },
  { problems: [404] },
);

const readRoute = apiRoute(
  'public',
  {
    method: 'post',
    path: '/invitation',
    operationId: 'readInvitation',
    summary: 'Whom an invitation is for',
    tags,
    request: { body: { required: true, content: { 'application/json': { schema: invitationTokenSchema } } } },
    responses: {
      200: { description: 'The person.', content: { 'application/json': { schema: invitationSchema } } },
    },
  },
  { problems: [404] },
);

const acceptRoute = apiRoute(
  'public',
  {
    method: 'post',
    path: '/invitation/accept',
    operationId: 'acceptInvitation',
    summary: 'Takes an invitation by choosing a password',
    tags,
    request: { body: { required: true, content: { 'application/json': { schema: acceptanceSchema } } } },
    responses: { 200: signedIn },
  },
  { problems: [404] },
);

export function linkRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(firstRoute, async (c) => {
      const started = await createFirstAdministrator(c, c.req.valid('json'));
      giveSession(c, started);
      return c.json({ csrf: started.csrf }, 201);
    })
    .openapi(readRoute, async (c) => {
      const { database, clock } = c.var.parts;
      const id = await readInvitation(database.kysely, hashSecret(c.req.valid('json').token), clock());
      const person = id === null ? null : await readAdministrator(database.kysely, id);
      if (!person || person.disabled) throw linkOver();
      const { email, firstName, lastName, language } = person;
      return c.json({ email, firstName, lastName, language }, 200);
    })
    .openapi(acceptRoute, async (c) => {
      const started = await acceptInvitation(c, c.req.valid('json'));
      giveSession(c, started);
      return c.json({ csrf: started.csrf }, 200);
    });
}
