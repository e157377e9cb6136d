// How a guide for the app in Azure looks in the API: what has been copied so far, and where whoever goes on with it stands.
import { z } from '@hono/zod-openapi';
import { guideSteps } from '../../plan/guide-steps.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { pageOf, pageQuery } from '../paging.ts';
import { actorSchema } from '../runs/schema.ts';

const step = z.enum(guideSteps);
const text = z.string().nullable();
const name = z
  .string()
  .max(100)
  .openapi({ description: 'What the new sync template is to be called.', example: 'Alla kontor' });
const secret = text.openapi({
  description: 'Never sent back: "••••" stands for one that is stored, and means unchanged.',
});
const expires = text.openapi({ description: 'Last day of the secret, YYYY-MM-DD.', example: '2027-05-25' });

export const guideSchema = z
  .object({
    id: z.uuid(),
    template: orNull(z.uuid()).openapi({
      description: 'The sync template whose secret is renewed; null: a new one is being made.',
    }),
    name,
    steps: z.array(step).openapi({ description: 'In their order.' }),
    step: step.openapi({ description: 'Where whoever goes on begins.' }),
    done: z.array(step),
    tenantId: text,
    clientId: text,
    cloud: z.string(),
    clouds: z.array(z.string()).openapi({ description: 'Clouds that this installation knows.' }),
    clientSecret: secret,
    expires,
    startedBy: actorSchema,
    startedAt: z.iso.datetime(),
    changedBy: actorSchema,
    changedAt: z.iso.datetime(),
    endsAt: z.iso.datetime().openapi({ description: 'Erased then, unless somebody goes on with it.' }),
  })
  .openapi('Guide');
export type ShownGuide = z.infer<typeof guideSchema>;
export const guidePageSchema = pageOf(guideSchema).openapi('GuidePage');
export const guideListQuery = z.object(pageQuery).strict();

export const guideParams = companyParams.extend({
  guide: z.uuid().openapi({
    description: 'Id of the guide, or of the sync template whose secret it renews.',
  }),
});
export const startGuideSchema = z
  .object({
    template: z.uuid().optional().openapi({
      description: 'Renews the secret of this sync template; a guide that is under way for it is answered.',
    }),
  })
  .strict()
  .openapi('StartGuide');
export const guideChangesSchema = z
  .object({
    name,
    step,
    done: z.array(step).max(20),
    tenantId: text,
    clientId: text,
    cloud: z.string().max(80),
  })
  .extend({ clientSecret: secret, expires })
  .partial()
  .strict()
  .openapi('GuideChanges', { description: 'A key that is left out stays; null empties it.' });
export type GuideChanges = z.infer<typeof guideChangesSchema>;

export const finishedGuideSchema = z
  .object({ template: z.uuid().openapi({ description: 'The sync template that was made or changed.' }) })
  .openapi('FinishedGuide');
