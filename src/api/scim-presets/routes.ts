// What is known of services that take SCIM, to begin a target with: open to whoever is signed in, the same for everybody.
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { scimPresets } from '../../connectors/scim/presets.ts';
import type { ScimPreset } from '../../connectors/scim/presets.ts';
import { answers } from '../answers.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';

const presetSchema = z
  .object({
    id: z.string().openapi({ example: 'webex' }),
    name: z.string(),
    url: z.string().nullable().openapi({
      description: 'What stands in braces is the customer’s own; null: the service shows it with its token.',
    }),
    settings: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'Of a target of kind scim; url is added.' }),
    notes: z.string(),
    source: z
      .string()
      .openapi({ description: 'Where it is said. None was tried against the service itself.' }),
  })
  .openapi('ScimPreset');

const listRoute = apiRoute('signedIn', {
  method: 'get',
  path: '/scim-presets',
  operationId: 'listScimPresets',
  summary: 'Services that take SCIM, as settings to begin with',
  tags: ['Exchanges'],
  responses: { 200: answers('All of them.', z.object({ items: z.array(presetSchema) })) },
});

function presentPreset({ id, name, url, settings, notes, source }: ScimPreset): z.infer<typeof presetSchema> {
  const { numbersAreContactOnly, perMinute } = settings;
  const attributes = Object.fromEntries(
    Object.entries(settings.attributes).map(([path, from]) => [path, { ...from }]),
  );
  return { id, name, url, settings: { attributes, numbersAreContactOnly, perMinute }, notes, source };
}

export function scimPresetRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(listRoute, (c) =>
    c.json({ items: scimPresets.map(presentPreset) }, 200),
  );
}
