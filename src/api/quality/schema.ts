// How the directory quality report looks in the API: the same as `rollcall quality --json`, and the people of one finding.
import { z } from '@hono/zod-openapi';
import { qualityCodes } from '../../plan/quality-codes.ts';
import type { QualityCode } from '../../plan/quality-codes.ts';
import { listOf } from '../lists.ts';
import { pageQuery } from '../paging.ts';
import { templateParams } from '../people/schema.ts';

const text = z.string().nullable();
const code = z.enum(Object.keys(qualityCodes) as [QualityCode, ...QualityCode[]]);
const time = z.iso.datetime().nullable();

const foundPersonSchema = z
  .object({
    person: z.string().openapi({ description: 'Object id in Entra.' }),
    name: text,
    userPrincipalName: text,
    found: text.openapi({ description: 'The value that was found.' }),
    why: text.openapi({ description: 'What is wrong with it, where the code does not say it all.' }),
    group: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'Of a shared value: the same number for all who share it.' }),
  })
  .openapi('QualityPerson');

const namesakeSchema = z.object({
  name: z.string(),
  uses: text.openapi({ description: 'Object id of the group that the sync reads.' }),
  candidates: z.array(z.object({ id: z.string(), kind: z.string() })),
});

const findingSchema = z
  .object({
    code,
    weight: z.enum(['blocks', 'warning', 'note']).openapi({
      description: 'blocks: no user is made of such a person. note: as it should not be, and works.',
    }),
    message: z.string(),
    cure: z.string(),
    who: z.enum(['entra', 'here']).openapi({ description: 'Who can do it: who looks after Entra, or here.' }),
    count: z.number().int(),
    before: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'In the report before this one; null: there was none, or it is not kept.' }),
    since: time.openapi({ description: 'Since when it has been this number.' }),
    people: z.array(foundPersonSchema).openapi({ description: 'The first twenty, by name.' }),
    groups: z.array(namesakeSchema).optional().openapi({ description: 'Of group.sameName alone.' }),
  })
  .openapi('QualityFinding');

export const qualitySchema = z
  .object({
    template: z.string(),
    readAt: time.openapi({ description: 'The complete read that it is about; null: nobody was read yet.' }),
    madeAt: time,
    isCurrent: z
      .boolean()
      .openapi({ description: 'False: a newer one is being made. Ask again in a moment.' }),
    people: z.number().int().openapi({ description: 'In scope.' }),
    findings: z.array(findingSchema),
    notChecked: z
      .array(z.object({ code, why: z.string(), cure: z.string() }))
      .openapi({ description: 'Checks that could not be made.' }),
  })
  .openapi('QualityReport');

export const qualityParams = templateParams.extend({ code });
export const qualityPageQuery = z.object(pageQuery).strict();
export const qualityPageSchema = listOf(foundPersonSchema).openapi('QualityPersonPage');
export const positionSchema = z.object({
  from: z.number().int().min(0).max(100_000_000),
  madeAt: z.string().max(40),
});
