// Applying a settings template to chosen users, with a preview. Undone as a whole by its batch (runs/undo-routes.ts).
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import { applySettings } from '../../run/apply-settings.ts';
import type { SettingsApplied } from '../../run/apply-settings.ts';
import type { ChosenUsers } from '../../store/settings-applying.ts';
import { takeDirectoryTurn } from '../../store/users.ts';
import { answers, takes } from '../answers.ts';
import { handOf, mustDo } from '../deeds.ts';
import { once } from '../idempotency.ts';
import { parseSearch } from '../lists.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { appliedSchema, applySchema } from './apply-schema.ts';
import { settingsTemplateParams } from './schema.ts';

/** Fifty thousand ids. */
const BODY_BYTES = 2.5 * 1024 * 1024;

const applyRoute = apiRoute(
  'user.change',
  {
    method: 'post',
    path: '/companies/{company}/settings-templates/{settingsTemplate}/apply',
    operationId: 'applySettingsTemplate',
    summary: 'Applies a settings template to chosen users, or tells what that would change',
    description: 'Settings that the template leaves alone stay as they are, and so does the caller id.',
    tags: ['Settings templates'],
    request: { params: settingsTemplateParams, ...takes(applySchema) },
    responses: { 200: answers('What was, or would be, changed.', appliedSchema) },
  },
  { idempotent: true, maxBodyBytes: BODY_BYTES },
);

export function settingsTemplateApplyRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(applyRoute, async (c) => {
    const { preview, expected = null, why = null, ...asked } = c.req.valid('json');
    const { database } = c.var.parts;
    const chosen = presentChosen(asked, c.var.company.country);
    const wish = { template: c.req.valid('param').settingsTemplate, chosen, preview, expected, why };
    const hand = handOf(c);
    const applied = await takeDirectoryTurn(database, hand.companyId, () =>
      once(c, async (trx) => {
        const inKeys = { ...hand, database: { ...database, kysely: trx } };
        return presentApplied(mustDo(await applySettings(inKeys, wish, () => crypto.randomUUID())));
      }),
    );
    return c.json(applied, 200);
  });
}

function presentChosen(
  asked: Pick<z.infer<typeof applySchema>, never> & { users?: string[]; filter?: Filter },
  country: string,
): ChosenUsers {
  if (asked.users !== undefined) return { ids: asked.users };
  const { search, state = null, source = null, settingsTemplate = null, except = [] } = asked.filter ?? {};
  return { filter: { search: parseSearch(search, country), state, source, settingsTemplate, except } };
}

type Filter = Extract<z.infer<typeof applySchema>, { filter: unknown }>['filter'];

function presentApplied(applied: SettingsApplied): z.infer<typeof appliedSchema> {
  const { preview, change, unchanged, unknown, fingerprint, batch } = applied;
  return {
    preview,
    change,
    unchanged,
    unknown,
    fingerprint,
    changes: applied.changes.map(({ setting, from, to, users }) => ({ setting, from, to, users })),
    users: applied.users.map(({ id, alias, name, surname, from, to }) => ({
      id,
      alias,
      name,
      surname,
      from,
      to,
    })),
    batch,
  };
}
