// Who is gone, and for how long the user is kept (R1, R3, R8; SPEC §5). The clock is the link's missingSince,
// which a leave step writes; whether somebody really is gone was found out by the connector before this.
import { decideDue, presentDate } from './due.ts';
import type { LinkedUser, PersonPresence, PlanContext, PlanPerson } from './person.ts';
import { filterReason, movedReason, plainReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { ChangeStep, DeleteStep, LeaveStep } from './steps.ts';

export interface Going {
  step: LeaveStep | DeleteStep | ChangeStep | null;
  reasons: Reason[];
  /** Whether a brake counts the step. */
  isRemoval: boolean;
  /** She need not be looked at again while nothing about her changes. */
  isSettled?: boolean;
}

/** For a linked person who is not known to be in scope. */
export function decideLeaver(
  person: PlanPerson,
  presence: PersonPresence,
  link: LinkedUser,
  context: PlanContext,
): Going {
  if (presence.is === 'unreadable') {
    return { step: null, reasons: [plainReason('person.unreadable', presence.why)], isRemoval: false };
  }
  if (context.template.mode !== 'full') return nothing;
  const { keepDays } = context.template;
  const due = link.missingSince === null ? null : decideDue(link.missingSince, keepDays, context.timeZone);
  const isDue = due !== null && due.at <= context.now;
  // Not only when she is due: while she waits here, the template that has her in scope could not keep her up.
  if (person.alsoIn && presence.is === 'absent' && !link.held) return moveLink(person, link, person.alsoIn);
  if (due && !isDue) return nothing;
  // A due person who was not asked for again can not be deleted: that look-up is what R3 stands on.
  if (due && presence.is === 'unchecked') return nothing;
  if (link.held) return { step: null, reasons: [plainReason('user.held')], isRemoval: false };
  const because = decideBecause(presence, person);
  const base = { person: person.id, user: link.id, alias: link.values.alias ?? null, because };
  if (due || keepDays === 0) {
    const counted = isEarly(link, context) || context.resumed || link.deleteWithheld;
    return { step: { do: 'delete', ...base, from: link.values, counted }, reasons: [], isRemoval: counted };
  }
  const until = decideDue(context.now, keepDays, context.timeZone);
  const step = {
    do: 'leave',
    ...base,
    missingSince: context.now,
    until: until.at,
    deleteOn: until.date,
  } as const;
  return { step, reasons: [], isRemoval: true };
}

/** For a linked person of whom the filter can not tell: she stays where she was, and so does her clock. */
export function presentUntold(why: string): Going {
  return { step: null, reasons: [filterReason(why)], isRemoval: false, isSettled: true };
}

const nothing: Going = { step: null, reasons: [], isRemoval: false };

function moveLink(person: PlanPerson, link: LinkedUser, toTemplate: { id: string; name: string }): Going {
  const base = { person: person.id, user: link.id, alias: link.values.alias ?? null, toTemplate };
  const step = { do: 'change', ...base, from: {}, to: {}, because: movedReason(toTemplate.name) } as const;
  return { step, reasons: [], isRemoval: false };
}

// A delete on the date that its leave announced was counted when she left; one before it is news.
function isEarly({ announcedUntil }: LinkedUser, { now, timeZone }: PlanContext): boolean {
  if (announcedUntil === null) return true;
  return now < announcedUntil && presentDate(now, timeZone) < presentDate(announcedUntil, timeZone);
}

function decideBecause(presence: PersonPresence, { mapped }: PlanPerson): Reason {
  if (presence.is !== 'absent') {
    const code = mapped?.filter?.is === 'out' ? 'filter.false' : 'person.gone';
    return plainReason(code, 'Not asked for again: too many people are missing at once.');
  }
  const { code, inBin } = presence;
  const more =
    code !== 'person.gone' || inBin === undefined || inBin === null
      ? undefined
      : inBin
        ? 'Lies among the deleted users in Entra.'
        : 'Was deleted for good.';
  return plainReason(code, more);
}
