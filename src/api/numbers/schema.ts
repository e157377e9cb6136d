// How a company's numbers look in the API: series with their counts, and the ledger of single numbers.
import { z } from '@hono/zod-openapi';
import { seriesKinds } from '../../store/number-series.ts';
import { numberStates } from '../../store/numbers-list.ts';
import { companyParams } from '../companies/schema.ts';
import { keyParts, listOf, searchQuery } from '../lists.ts';
import { pageQuery } from '../paging.ts';

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
    ...pageQuery,
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
