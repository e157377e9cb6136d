// Takes changes back: of a run, of a run for one user, the newest of a user, or single entries of the change log. A run like
// any other, which can be looked at first.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { z } from '@hono/zod-openapi';
import { readUndoTarget, undoByHand } from '../../run/undo-by-hand.ts';
import type { UndoneByHand } from '../../run/undo-by-hand.ts';
import type { UndoWhat } from '../../store/undo-steps.ts';
import { takeDirectoryTurn } from '../../store/users.ts';
import { answers, takes } from '../answers.ts';
import { companyParams } from '../companies/schema.ts';
import { handOf, mustDo } from '../deeds.ts';
import { once } from '../idempotency.ts';
import type { PublicEnv } from '../parts.ts';
import { apiRoute } from '../route.ts';
import { order } from './order.ts';
import { orderedSchema, undoneSchema, undoSchema } from './schema.ts';

const undoRoute = apiRoute(
  'change.undo',
  {
    method: 'post',
    path: '/companies/{company}/undo',
    operationId: 'undo',
    summary: 'Takes changes back where today’s values are still theirs, or shows what would be taken back',
    description: 'What was undone is pinned, held or ignored, so that the next night does not do it again.',
    tags: ['Runs'],
    request: { params: companyParams, ...takes(undoSchema) },
    responses: {
      200: answers('Done at once, as no sync template stands behind the changes.', undoneSchema),
      202: answers('A run, which waits for its turn or goes already.', orderedSchema),
    },
  },
  { idempotent: true },
);

export function undoRoutes() {
  return new OpenAPIHono<PublicEnv>().openapi(undoRoute, async (c) => {
    const { preview, ...asked } = c.req.valid('json');
    const what = presentWhat(asked);
    const { database } = c.var.parts;
    const { templateId } = mustDo(await readUndoTarget(database, c.var.company.id, what));
    if (templateId !== null)
      return c.json(await order(c, templateId, { do: 'undo', what, preview }, 'undo'), 202);
    const hand = handOf(c);
    const undone = await takeDirectoryTurn(database, hand.companyId, () =>
      once(c, async (trx) => {
        const inKeys = { ...hand, database: { ...database, kysely: trx } };
        return presentUndone(mustDo(await undoByHand(inKeys, what, { preview })));
      }),
    );
    return c.json(undone, 200);
  });
}

function presentUndone({ undone, kept }: UndoneByHand): z.infer<typeof undoneSchema> {
  return {
    undone,
    kept: kept.map(({ step, user, alias, because }) => ({ step, user, alias, because: { ...because } })),
  };
}

function presentWhat(asked: {
  run?: string;
  user?: string | undefined;
  steps?: number[];
  batch?: string;
}): UndoWhat {
  const { run, user, steps, batch } = asked;
  if (batch !== undefined) return { batch };
  if (steps !== undefined) return { steps };
  if (run === undefined) return { user: user ?? '' };
  return user === undefined ? { run } : { run, user };
}
