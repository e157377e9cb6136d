// How a company's mails look, in the API: the "mail" of the configuration document, and what a preview and a test are asked with.
import { z } from '@hono/zod-openapi';
import { orNull } from '../answers.ts';

const words = z
  .object({
    subject: z.string().openapi({ example: 'Hej {name} – ditt nummer är {number}' }),
    body: z.string().openapi({
      description: 'Markdown with fields in braces.',
      example: '# Hej {name}!\n\n{details}\n\n[Kom igång]({link})',
    }),
  })
  .strict()
  .openapi('WelcomeWords');

const keys = {
  logo: z
    .string()
    .nullable()
    .openapi({ description: 'PNG or JPEG as a data: URL, at most 100,000 bytes.', example: null }),
  link: z
    .string()
    .nullable()
    .openapi({ description: 'Where a new user goes next.', example: 'https://nordvik.example/telefoni' }),
  help: z.string().nullable().openapi({
    description: 'Who helps: an e-mail address or a number, as people read it.',
    example: 'it@nordvik.example',
  }),
  replyTo: z
    .string()
    .nullable()
    .openapi({ description: 'Where answers to mails go.', example: 'it@nordvik.example' }),
};

export const companyMailSchema = z
  .object({
    welcome: z
      .object({ sv: orNull(words), en: orNull(words) })
      .openapi({ description: 'The company’s own words; null: the program’s.' }),
    ...keys,
  })
  .openapi('CompanyMail');

export const newCompanyMailSchema = z
  .object({
    welcome: z
      .object({ sv: orNull(words), en: orNull(words) })
      .partial()
      .strict(),
    ...keys,
  })
  .partial()
  .strict()
  .openapi('NewCompanyMail', { description: 'What is left out is not set any more.' });

export const wordsStartSchema = z
  .object({
    fields: z
      .array(z.object({ field: z.string(), example: z.string() }))
      .openapi({ description: 'What can stand in braces, and what it is for the made-up user of previews.' }),
    start: z.object({ sv: words, en: words }).openapi({ description: 'Words to begin with.' }),
  })
  .openapi('WelcomeWordsStart');

export const previewAskSchema = z
  .object({
    language: z.enum(['sv', 'en']),
    mail: newCompanyMailSchema
      .optional()
      .openapi({ description: 'Settings not saved yet; left out: those that are.' }),
    user: z.uuid().optional().openapi({ description: 'A user of the company; left out: a made-up one.' }),
    isShared: z
      .boolean()
      .optional()
      .openapi({ description: 'Of a made-up user: the address is somebody else’s as well.' }),
  })
  .strict()
  .openapi('MailPreviewAsk');

export const previewSchema = z
  .object({
    mail: orNull(
      z
        .object({ subject: z.string(), text: z.string(), html: z.string() })
        .openapi({ description: 'html: with its pictures in it, for a frame without scripts.' }),
    ),
    faults: z.array(
      z.object({
        path: z.string().openapi({ example: 'mail.welcome.sv.body' }),
        line: z.number().int().nullable().openapi({ description: 'In the words; null: of another setting.' }),
        column: z.number().int().nullable(),
        message: z.string(),
        cure: z.string(),
      }),
    ),
  })
  .openapi('MailPreview', { description: 'mail is null when there are faults.' });

export const testAskSchema = z
  .object({
    to: z
      .email()
      .optional()
      .openapi({ description: 'An address that gets mail of the company anyway; left out: one’s own.' }),
  })
  .strict()
  .openapi('TestMailAsk');

export const testSchema = z
  .object({
    mail: z.uuid().openapi({ description: 'In the outbox.' }),
    to: z.string(),
    isSending: z
      .boolean()
      .openapi({ description: 'false: no mail server is set, so it is kept in the outbox.' }),
  })
  .openapi('TestMail');
