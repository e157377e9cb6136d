// What an undo is about – the template whose run it becomes – and the undo of changes that no template stands behind:
// those of users made by hand, and those of a template that was deleted. These are a deed and no run.
import type { Kysely } from 'kysely';
import { byHandReason } from '../plan/reasons.ts';
import type { Reason } from '../plan/reasons.ts';
import type { Database } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';
import { readUndoExtent } from '../store/undo-steps.ts';
import type { UndoWhat } from '../store/undo-steps.ts';
import type { HandStep } from '../store/hand-steps.ts';
import { carryOut, doDeed, failure, isId } from './hand-deed.ts';
import type { Hand, HandFailure, HandResult } from './hand-deed.ts';
import { presentReverseDetails } from './undo-rows.ts';
import { planUndoSlices } from './undo-slices.ts';
import { presentNothing } from './undo.ts';

/** templateId: ask for a run of it ({do: 'undo'}); null: call undoByHand. */
export async function readUndoTarget(
  database: Database,
  companyId: string,
  what: UndoWhat,
): Promise<UndoTarget> {
  return isId(companyId) ? readTarget(database.kysely, companyId, what) : nothing;
}

type UndoTarget = HandResult<{ templateId: string | null; rows: number }>;

async function readTarget(db: Kysely<Tables>, companyId: string, what: UndoWhat): Promise<UndoTarget> {
  const extent = hasIds(what) ? await readUndoExtent(db, companyId, what) : { rows: 0, templates: [] };
  const [templateId = null, another] = extent.templates;
  if (extent.rows === 0) return nothing;
  // A deed by hand, whichever templates keep its users: they have no say in what it is about.
  if ('batch' in what) return { ok: true, templateId: null, rows: extent.rows };
  if (another !== undefined) {
    const message = 'These changes are of several sync templates, and an undo is a run of one.';
    return failure('undo.severalTemplates', message, 'Take back those of one template at a time.');
  }
  return { ok: true, templateId, rows: extent.rows };
}

const nothing: HandFailure = failure(
  'undo.nothing',
  'There is no such change, so there is nothing to take back.',
  'Choose a run, a user or a change from the change log.',
);

/** Ids go into the statement of a cursor as they are, so only ids may come that far. */
function hasIds(what: UndoWhat): boolean {
  if ('steps' in what) return what.steps.every((id) => Number.isSafeInteger(id) && id > 0);
  if ('batch' in what) return isId(what.batch);
  if ('run' in what) return isId(what.run) && (what.user === undefined || isId(what.user));
  return isId(what.user);
}

export interface UndoneByHand {
  /** Users for whom something was, or would be, taken back. */
  undone: number;
  /** The first of what stays as it is, each with its reason. */
  kept: { step: number; user: string | null; alias: string | null; because: Reason }[];
}

const MOST_LISTED = 200;

/** preview: tells what would happen and changes nothing. */
export async function undoByHand(
  hand: Hand,
  what: UndoWhat,
  options: { preview: boolean; why?: string | null },
): Promise<HandResult<UndoneByHand>> {
  return doDeed(hand, async (deed) => {
    const target = await readTarget(deed.db, hand.companyId, what);
    if (!target.ok) return target;
    if (target.templateId !== null)
      return failure('undo.isRun', 'A sync template stands behind these changes.', 'Undo them as its run.');
    const steps: HandStep[] = [];
    const answer: UndoneByHand = { undone: 0, kept: [] };
    const codes = new Map<string, number>();
    const slices = { db: deed.db, company: deed.company, what, now: hand.now, signal: undefined };
    await planUndoSlices(slices, async ({ reverses, kept }) => {
      for (const reverse of reverses) {
        const { do: doWhat, template: templateId, person, user, alias, before, after } = reverse;
        const because = options.why ? byHandReason(options.why) : reverse.because;
        const details = presentReverseDetails(reverse);
        steps.push({ doWhat, templateId, person, user, alias, before, after, because, details });
      }
      for (const { step, because } of kept) {
        codes.set(because.code, (codes.get(because.code) ?? 0) + 1);
        if (answer.kept.length < MOST_LISTED)
          answer.kept.push({ step: step.id, user: step.user, alias: step.alias, because });
      }
      answer.undone += reverses.length;
    });
    if (steps.length === 0) {
      const { code, message, cure } = presentNothing(
        [...codes].map(([one, count]) => ({ code: one, count })),
      );
      // What stays and why belongs to the answer also when all of it does.
      return options.preview ? { ok: true, ...answer } : failure(code, message, cure);
    }
    if (options.preview) return { ok: true, ...answer };
    const subject = { kind: 'change', id: steps[0]?.user ?? null, name: steps[0]?.alias ?? null };
    await carryOut(deed, steps, { action: 'change.undo', subject, details: { what, undone: steps.length } });
    return { ok: true, ...answer };
  });
}
