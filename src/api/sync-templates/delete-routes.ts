// Deletes a sync template in one of the two ways of SPEC §2, and says beforehand how many users that would be about.
import { OpenAPIHono } from '@hono/zod-openapi';
import { deleteTemplate, readDeletionSize } from '../../run/delete-template.ts';
import { readSettingsTemplates } from '../../store/settings-templates.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import { answers } from '../answers.ts';
import { must, templateDeedOf } from '../deeds.ts';
import { requireMatch } from '../etag.ts';
import type { Asked, CompanyEnv, PublicEnv } from '../parts.ts';
import { templateParams } from '../people/schema.ts';
import { apiRoute } from '../route.ts';
import { presentSetup } from './present.ts';
import { readTemplateOr404 } from './read.ts';
import { deletedTemplateSchema, deleteTemplateQuery, deletionSizeSchema } from './schema.ts';

const tags = ['Sync templates'];
const path = '/companies/{company}/sync-templates';

const deletionRoute = apiRoute('syncTemplate.read', {
  method: 'get',
  path: `${path}/{template}/deletion`,
  operationId: 'getDeletionSize',
  summary: 'How many users deleting the template would be about',
  tags,
  request: { params: templateParams },
  responses: { 200: answers('Users of the template.', deletionSizeSchema) },
});

const deleteRoute = apiRoute(
  'syncTemplate.delete',
  {
    method: 'delete',
    path: `${path}/{template}`,
    operationId: 'deleteSyncTemplate',
    summary: 'Deletes a sync template; its secret and what it read are erased at once',
    tags,
    request: { params: templateParams, query: deleteTemplateQuery },
    responses: { 200: answers('What became of the users.', deletedTemplateSchema) },
  },
  { ifMatch: true },
);

/** The tag that If-Match names is checked against what is locked; a deed below asks for it by this. */
async function readIsCurrent(c: Asked<CompanyEnv>): Promise<(stored: StoredSyncTemplate) => boolean> {
  const settingsTemplates = await readSettingsTemplates(c.var.parts.database.kysely, c.var.company.id);
  return (stored) => {
    requireMatch(c, presentSetup(stored, settingsTemplates));
    return true;
  };
}

export function syncTemplateDeletionRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .openapi(deletionRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const { users, leaving, held, welcomes } = await readDeletionSize(c.var.parts.database, template.id);
      return c.json({ users, leaving, held, welcomes }, 200);
    })
    .openapi(deleteRoute, async (c) => {
      const { template } = await readTemplateOr404(c, c.req.valid('param').template);
      const done = must(
        await deleteTemplate(c.var.parts.database, {
          ...templateDeedOf(c, template.id),
          users: c.req.valid('query').users,
          trigger: c.var.principal.kind === 'token' ? 'api' : 'manual',
          newId: () => crypto.randomUUID(),
          isCurrent: await readIsCurrent(c),
        }),
      );
      const { isGone, kept, leave, delete: deleted, moved, run } = done;
      return c.json({ isGone, kept, leave, delete: deleted, moved, run }, 200);
    });
}
