// How a company's numbers look in the API: series with their counts, and the ledger of single numbers.
import { z } from '@hono/zod-openapi';
import { seriesKinds } from '../../store/number-series.ts';
import { numberEvents } from '../../store/number-history.ts';
import { numberStates } from '../../store/numbers-list.ts';
import { orNull } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { keyParts, listOf, searchQuery } from '../lists.ts';
import { pageOf, pageQuery, placeQuery } from '../paging.ts';
import { reasonSchema } from '../reason-schema.ts';
import { actorSchema } from '../runs/schema.ts';

const text = z.string().nullable();
const count = z.number().int();
const digits = z
  .string()
  .openapi({ description: 'Digits with country code, no plus.', example: '46846500412' });

const series = {
  from: digits,
  to: digits.optional().openapi({ description: 'Left out: one number.' }),
  kind: z.enum(seriesKinds),
  note: text.optional(),
};

const noteSchema = z
  .object({ code: z.string(), message: z.string(), cure: z.string() })
  .openapi('NumberNote');

export const seriesListSchema = z
  .object({
    numbers: z.array(
      z.object({
        ...series,
        size: count,
        free: count,
        assigned: count,
        cooling: count,
        reserved: count,
        service: count.openapi({ description: 'Numbers in it that a service keeps.' }),
        isLow: z.boolean().openapi({ description: 'Few are free.' }),
        pace: z
          .object({
            perMonth: z.number().openapi({ description: 'Numbers given less given up.', example: 12.2 }),
            days: count.openapi({ description: 'What it is based on; at most 90.' }),
          })
          .nullable()
          .openapi({
            description: 'Without the first run of a sync template; null: too little was seen.',
          }),
        runsOutOn: text.openapi({
          description: 'Month in which none will be free at this pace.',
          example: '2027-03',
        }),
        warning: orNull(noteSchema),
      }),
    ),
  })
  .openapi('NumberSeriesList');
export type ShownSeriesList = z.infer<typeof seriesListSchema>;

export const newSeriesSchema = z
  .object({ numbers: z.array(z.object(series).partial({ kind: true }).strict()) })
  .strict()
  .openapi('NewNumberSeriesList', {
    description: 'The whole list, as "numbers" of the configuration document.',
  });

const ledgerSchema = z
  .object({
    digits,
    state: z.enum(numberStates),
    user: z.uuid().nullable(),
    alias: text,
    coolingUntil: z.iso.datetime().nullable(),
    lastPerson: text.openapi({ description: 'Object id of whoever had it last.' }),
    changedAt: z.iso.datetime().nullable(),
  })
  .openapi('Number');
export const ledgerPageSchema = listOf(ledgerSchema).openapi('NumberPage');
export type ShownNumber = z.infer<typeof ledgerSchema>;

export const ledgerQuery = z
  .object({
    ...placeQuery,
    search: searchQuery.openapi({ description: 'Part of a number, in any written form.', example: '0411' }),
    state: z.enum(numberStates).optional(),
  })
  .strict();
export const ledgerKey = z.tuple([keyParts.bigint]);
export const numberParams = companyParams.extend({ digits: z.string().regex(/^\d{1,15}$/) });
export const freeSchema = z
  .object({ why: z.string().max(1000).nullable().optional() })
  .strict()
  .openapi('FreeNumber');

const actor = orNull(actorSchema);
const reservedRange = {
  from: digits,
  to: digits.optional().openapi({ description: 'Left out: one number.' }),
  note: text.openapi({ description: 'Why.' }),
};
const reservedSchema = z
  .object({ ...reservedRange, by: actor, at: z.iso.datetime() })
  .openapi('ReservedNumbers');
export type ShownReserved = z.infer<typeof reservedSchema>;
export const reservedPageSchema = pageOf(reservedSchema).openapi('ReservedNumbersPage');
export const reservedQuery = z.object(pageQuery).strict();

const range = {
  from: z.string().regex(/^[1-9]\d{6,14}$/),
  to: z
    .string()
    .regex(/^[1-9]\d{6,14}$/)
    .optional()
    .openapi({ description: 'Left out: one number.' }),
  why: z.string().max(200).nullable().optional(),
};
export const reserveSchema = z.object(range).strict().openapi('ReserveNumbers');
export const reservedAnswerSchema = z
  .object({
    count,
    cooling: count.openapi({ description: 'How many of them still cool for whoever had them last.' }),
  })
  .openapi('NumbersReserved');
export const unreservedSchema = z
  .object({ count: count.openapi({ description: 'How many were reserved.' }) })
  .openapi('NumbersReleased');

const who = z.object({ user: z.uuid(), alias: z.string(), name: z.string() });

export const numberAnswerSchema = z
  .object({
    digits,
    state: z.enum(numberStates),
    since: z.iso.datetime().nullable(),
    why: orNull(reasonSchema).openapi({ description: 'Of the step that made it so.' }),
    change: count.nullable().openapi({ description: 'That step’s entry in the change log.' }),
    holder: who.extend({ person: text, isLeaving: z.boolean() }).nullable(),
    cooling: z
      .object({ until: z.iso.datetime(), person: text, user: z.uuid().nullable(), alias: text })
      .nullable()
      .openapi({ description: 'Until when nobody gets it but whoever had it last.' }),
    reserved: orNull(reservedSchema),
    series: z.array(z.object(series)),
    wanted: z.object({
      count,
      by: z
        .array(
          z.object({
            template: z.uuid(),
            templateName: z.string(),
            person: z.string(),
            name: text,
            standing: z.string(),
            reasons: z.array(reasonSchema),
          }),
        )
        .openapi({
          description: 'The first few people whose mapping gives it to them and who do not have it.',
        }),
    }),
    shownBy: z.object({
      count,
      users: z.array(who).openapi({ description: 'The first few whose caller id it is.' }),
    }),
    callerIdOf: z.array(
      z.object({
        template: z.uuid(),
        templateName: z.string(),
        rule: text.openapi({ description: 'null: the default of the sync template.' }),
      }),
    ),
    notes: z.array(noteSchema),
  })
  .openapi('NumberAnswer');
export type ShownNumberAnswer = z.infer<typeof numberAnswerSchema>;

const historySchema = z
  .object({
    id: count.openapi({ description: 'Of the entry in the change log.' }),
    what: z.enum(numberEvents),
    at: z.iso.datetime(),
    user: z.uuid().nullable(),
    alias: text,
    person: text,
    run: z.uuid().nullable(),
    trigger: text,
    template: text,
    by: actor.openapi({ description: 'Who did it by hand, or asked for the run.' }),
    because: reasonSchema,
    note: text,
  })
  .openapi('NumberEvent');
export const historyPageSchema = listOf(historySchema).openapi('NumberEventPage');
export type ShownNumberEvent = z.infer<typeof historySchema>;
export const historyQuery = z.object(pageQuery).strict();
export const historyKey = z.tuple([keyParts.bigint, keyParts.bigint, keyParts.bigint]);
