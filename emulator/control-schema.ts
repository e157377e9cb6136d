// What the control API accepts as settings and faults: every name and type checked, unknown ones refused.
import { z } from 'zod';

const share = z.number().min(0).max(1);
const milliseconds = z.number().min(0);
const count = z.int().min(0);

export const settingsPatch = z
  .strictObject({
    latencyMs: milliseconds,
    tokenMinSeconds: count,
    tokenMaxSeconds: count,
    pageTokenLifeMs: milliseconds,
    deltaTokenLifeMs: milliseconds,
    recycleBinMs: milliseconds,
    dynamicDelayMs: milliseconds,
    emptyPages: share,
    deltaPageSize: z.int().min(1),
    deltaLagMs: milliseconds,
    deltaDuplicates: share,
    deltaShuffle: z.boolean(),
    deltaReplays: count,
    deltaRemovedFirst: z.boolean(),
    deltaMembersPerItem: z.int().min(1),
    hiddenMembers: z.enum(['empty', 'forbidden']),
    castWithoutHeader: z.enum(['refuse', 'failSecondPage']),
    throttle: z.union([z.enum(['off', 'S', 'M', 'L', 'bySize']), z.number().positive()]),
  })
  .partial();

const retryAfter = z.union([z.number(), z.string()]).optional();
const picks = {
  path: z.string().optional(),
  method: z.string().optional(),
  query: z.string().optional(),
  skip: count.optional(),
  times: count.optional(),
  every: z.int().min(1).optional(),
  probability: share.optional(),
  seed: z.int().optional(),
};

export const faultRule = z.discriminatedUnion('effect', [
  z.strictObject({
    effect: z.literal('status'),
    status: z.int().min(200).max(599),
    code: z.string().optional(),
    message: z.string().optional(),
    retryAfter,
    location: z.string().optional(),
    ...picks,
  }),
  z.strictObject({
    effect: z.literal('aadsts'),
    code: z.int(),
    suberror: z.string().optional(),
    claims: z.string().optional(),
    hasLineBreaks: z.boolean().optional(),
    retryAfter,
    ...picks,
  }),
  z.strictObject({ effect: z.literal('slow'), delayMs: milliseconds, ...picks }),
  z.strictObject({
    effect: z.literal('chunks'),
    bytes: z.int().min(1),
    pauseMs: milliseconds.optional(),
    ...picks,
  }),
  z.strictObject({ effect: z.literal('html'), status: z.int().min(200).max(599).optional(), ...picks }),
  z.strictObject({ effect: z.literal('foreignNextLink'), origin: z.url().optional(), ...picks }),
  z.strictObject({
    effect: z.enum([
      'reset',
      'resetMidBody',
      'expiredPageToken',
      'truncate',
      'invalidJson',
      'missingValue',
      'halfObject',
    ]),
    ...picks,
  }),
]);
