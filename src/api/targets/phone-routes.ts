// A user's phones: which are registered at which exchange now, asked of each of them. One that does not answer says so beside the others.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { TargetError } from '../../connectors/target.ts';
import type { Registration } from '../../connectors/target.ts';
import { openStoredTarget } from '../../run/open-target.ts';
import { readStandings } from '../../store/target-users.ts';
import { readTarget } from '../../store/targets.ts';
import { answers, orNull } from '../answers.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { readUserOr404 } from '../users/routes.ts';
import { userParams } from '../users/schema.ts';
import { depsOf } from './routes.ts';
import { moment, troubleSchema } from './schema.ts';

const phonesSchema = z
  .object({
    items: z.array(
      z
        .object({
          target: z.object({ id: z.uuid(), name: z.string() }),
          phones: z.array(
            z.object({
              contact: z.string().openapi({ description: 'SIP contact.' }),
              userAgent: z.string().nullable(),
              expiresAt: moment.nullable(),
            }),
          ),
          trouble: orNull(troubleSchema).openapi({ description: 'Why the exchange could not be asked.' }),
        })
        .openapi('PhonesAtTarget'),
    ),
  })
  .openapi('Phones');

const phonesRoute = apiRoute('user.read', {
  method: 'get',
  path: '/companies/{company}/users/{user}/phones',
  operationId: 'listPhones',
  summary: 'Phones that are registered with the user’s account, asked of the exchanges now',
  tags: ['Exchanges'],
  request: { params: userParams },
  responses: { 200: answers('By exchange.', phonesSchema) },
});

type C = Asked<CompanyEnv>;

async function readPhones(c: C, userId: string): Promise<z.infer<typeof phonesSchema>> {
  const { id } = await readUserOr404(c, userId);
  const standings = await readStandings(c.var.parts.database.kysely, c.var.company.id, id);
  const asked = standings.flatMap(({ targetId, target, externalId }) =>
    externalId === null ? [] : [askTarget(c, { id: targetId, name: target }, externalId)],
  );
  return { items: (await Promise.all(asked)).flatMap((one) => one ?? []) };
}

/** null: it has no phones to tell of, or is gone in this moment. */
async function askTarget(c: C, target: { id: string; name: string }, externalId: string) {
  try {
    const phones = await readRegistrations(c, target.id, externalId);
    return phones && { target, phones: phones.map(presentPhone), trouble: null };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { code, message, cure } = error;
    return { target, phones: [], trouble: { code, message, cure } };
  }
}

async function readRegistrations(c: C, targetId: string, externalId: string): Promise<Registration[] | null> {
  const stored = await readTarget(c.var.parts.database.kysely, c.var.company.id, targetId);
  if (!stored) return null;
  const target = await openStoredTarget(depsOf(c.var), stored);
  try {
    if (!target.abilities.canTellRegistrations) return null;
    return (await target.status([externalId])).get(externalId) ?? [];
  } finally {
    await target.close().catch(() => undefined);
  }
}

const presentPhone = ({ contact, userAgent, expiresAt }: Registration) => ({
  contact,
  userAgent,
  expiresAt: expiresAt?.toISOString() ?? null,
});

export function phoneRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(phonesRoute, async (c) =>
    c.json(await readPhones(c, c.req.valid('param').user), 200),
  );
}
