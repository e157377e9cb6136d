// How settings templates look in the API: the "settingsTemplates" of the configuration document, with ids.
import { z } from '@hono/zod-openapi';
import { companyParams } from '../companies/schema.ts';
import { pageOf, pageQuery } from '../paging.ts';

export const settingsSchema = z
  .object({
    ringTimeSeconds: z.number().int().min(5).max(300),
    standardProfile: z.string().max(100),
    callWaiting: z.boolean(),
    hiddenNumber: z.boolean(),
    busyOnAll: z.boolean(),
    hideInPhoneBook: z.boolean(),
    voicemail: z.boolean(),
    language: z.string().openapi({ example: 'sv' }),
  })
  .partial()
  .openapi('UserSettings', {
    description: 'A setting that is not there is left alone when the template is applied.',
  });

const name = z.string().max(200).openapi({ example: 'Kontor' });

export const settingsTemplateSchema = z
  .object({
    id: z.uuid(),
    name,
    settings: settingsSchema,
    users: z.number().int().openapi({
      description: 'Users to whom it was applied last. They keep what they have when it changes.',
    }),
  })
  .openapi('SettingsTemplate');
export type ShownSettingsTemplate = z.infer<typeof settingsTemplateSchema>;
export const settingsTemplatePageSchema = pageOf(settingsTemplateSchema).openapi('SettingsTemplatePage');
export const settingsTemplateQuery = z.object(pageQuery).strict();
export const newSettingsTemplateSchema = z
  .object({ name, settings: settingsSchema.optional() })
  .strict()
  .openapi('NewSettingsTemplate');
export const settingsTemplateChangesSchema = z
  .object({ name, settings: settingsSchema })
  .partial()
  .strict()
  .openapi('SettingsTemplateChanges', { description: '`settings` replaces all of them.' });
export const cloneSchema = z
  .object({
    name: name.optional().openapi({ description: 'Left out: the name of the first with a number.' }),
  })
  .strict()
  .openapi('CloneSettingsTemplate');
export const settingsTemplateParams = companyParams.extend({
  settingsTemplate: z.uuid().openapi({ description: 'Id of the settings template.' }),
});
