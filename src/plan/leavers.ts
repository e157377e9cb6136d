// Who is gone, and for how long the user is kept (R1, R3, R8; SPEC §5). The clock is the link's missingSince,
// which a leave step writes; whether somebody really is gone was found out by the connector before this.
import { decideDue } from './due.ts';
import type { LinkedUser, PersonPresence, PlanContext, PlanPerson } from './person.ts';
import { movedReason, plainReason } from './reasons.ts';
import type { Reason } from './reasons.ts';
import type { ChangeStep, DeleteStep, LeaveStep } from './steps.ts';

export interface Going {
  step: LeaveStep | DeleteStep | ChangeStep | null;
  reasons: Reason[];
  /** Whether a brake counts the step. */
  isRemoval: boolean;
}

/** For a linked person who is not known to be in scope. */
export function decideLeaver(person: PlanPerson, link: LinkedUser, context: PlanContext): Going {
  const { presence } = person;
  if (presence.is === 'unreadable') {
    return { step: null, reasons: [plainReason('person.unreadable', presence.why)], isRemoval: false };
  }
  if (context.template.mode !== 'full') return nothing;
  const due =
    link.missingSince === null
      ? null
      : decideDue(link.missingSince, context.template.keepDays, context.timeZone);
  if (due && due.at > context.now) return nothing;
  // A due person who was not asked for again can not be deleted: that look-up is what R3 stands on.
  if (due && presence.is === 'unchecked') return nothing;
  const because = decideBecause(presence);
  if (link.held) return { step: null, reasons: [plainReason('user.held')], isRemoval: false };
  if (person.alsoIn && presence.is === 'absent') {
    const step = {
      do: 'change',
      person: person.id,
      user: link.id,
      alias: link.values.alias ?? null,
      from: {},
      to: {},
      toTemplate: person.alsoIn,
      because: movedReason(person.alsoIn.name),
    } as const;
    return { step, reasons: [], isRemoval: false };
  }
  const base = { person: person.id, user: link.id, alias: link.values.alias ?? null, because };
  if (due || context.template.keepDays === 0) {
    const isEarly = due === null || link.announcedUntil === null || due.at < link.announcedUntil;
    const counted = isEarly || context.resumed || link.deleteWithheld;
    return { step: { do: 'delete', ...base, from: link.values, counted }, reasons: [], isRemoval: counted };
  }
  const until = decideDue(context.now, context.template.keepDays, context.timeZone);
  const step = {
    do: 'leave',
    ...base,
    missingSince: context.now,
    until: until.at,
    deleteOn: until.date,
  } as const;
  return { step, reasons: [], isRemoval: true };
}

const nothing: Going = { step: null, reasons: [], isRemoval: false };

function decideBecause(presence: PersonPresence): Reason {
  if (presence.is !== 'absent')
    return plainReason('person.gone', 'Not asked for again: too many people are missing at once.');
  const { code, inBin } = presence;
  const more =
    code !== 'person.gone' || inBin === undefined || inBin === null
      ? undefined
      : inBin
        ? 'Lies among the deleted users in Entra.'
        : 'Was deleted for good.';
  return plainReason(code, more);
}
