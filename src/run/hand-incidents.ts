// An administrator's word about an incident: it is not told again before a day, because somebody knows of it. The incident goes on
// being looked at; that it is over is told as always.
import type { Kysely } from 'kysely';
import { decideStartOfDay } from '../plan/due.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Company } from '../store/companies.ts';
import { readIncident, writeQuiet } from '../store/incidents-list.ts';
import type { ListedIncident, Quiet } from '../store/incidents-list.ts';
import type { Tables } from '../store/tables.ts';
import { failure, isId } from './hand-deed.ts';
import type { Hand, HandFailure, HandResult } from './hand-deed.ts';

/** More than half a year of silence is an alarm switched off. */
const MOST_QUIET_DAYS = 190;
const DAY_MS = 86_400_000;

export interface QuietWish {
  /** YYYY-MM-DD in the company's time zone, the first day on which it is told again. */
  until: string;
  why: string | null;
}

type IncidentHand = Omit<Hand, 'database' | 'companyId'> & { db: Kysely<Tables>; company: Company };

/** wish: null ends it. */
export async function quietIncident(
  hand: IncidentHand,
  id: string,
  wish: QuietWish | null,
): Promise<HandResult<{ incident: ListedIncident }>> {
  const { db, company, actor } = hand;
  const before = isId(id) ? await readIncident(db, company.id, id) : null;
  if (before === null) return unknown;
  const quiet = wish && decideQuiet(hand, wish);
  if (quiet && 'ok' in quiet) return quiet;
  if (!(await writeQuiet(db, company.id, id, quiet))) return closed;
  await writeAudit(db, {
    companyId: company.id,
    actor,
    address: hand.address ?? null,
    action: quiet === null ? 'incident.unquiet' : 'incident.quiet',
    subject: { kind: 'incident', id, name: before.key },
    details: wish === null ? {} : { until: wish.until, why: wish.why },
  });
  const incident = await readIncident(db, company.id, id);
  return incident === null ? unknown : { ok: true, incident };
}

function decideQuiet({ company, actor, now }: IncidentHand, { until, why }: QuietWish): Quiet | HandFailure {
  const at = decideStartOfDay(until, company.timeZone);
  if (at === null)
    return failure('date.invalid', `${JSON.stringify(until)} is no date.`, 'Write it as 2026-12-24.');
  if (at <= now) return failure('date.past', `${until} has come already.`, 'Give a date to come.');
  if (at - now > MOST_QUIET_DAYS * DAY_MS)
    return failure(
      'date.late',
      `${until} is more than half a year away.`,
      'Give an earlier date; it can be put off again.',
    );
  return { until: new Date(at), by: actor, why };
}

const unknown = failure('incident.unknown', 'There is no such incident.', 'Look at the list of incidents.');
const closed = failure('incident.closed', 'The incident is over.', 'Nothing to do: it is not told again.');
