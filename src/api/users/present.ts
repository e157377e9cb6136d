// A user as the API shows it, in lists and in full.
import type { ShownActor } from '../runs/schema.ts';
import type { z } from '@hono/zod-openapi';
import { presentDeleteOn } from '../../run/plan-person.ts';
import type { SipAccount } from '../../store/sip-accounts.ts';
import type { readStandings } from '../../store/target-users.ts';
import type { UserDetails } from '../../store/user-details.ts';
import type { UserLink } from '../../store/user-link.ts';
import { presentStanding } from '../targets/present.ts';
import type { userFullSchema, userSchema } from './schema.ts';

type Standings = Awaited<ReturnType<typeof readStandings>>;

export function presentUser(user: UserDetails): z.infer<typeof userSchema> {
  const { missingSince, mode, keepDays, timeZone, templateId, template } = user;
  return {
    id: user.id,
    alias: user.alias,
    name: user.name,
    surname: user.surname,
    email: user.email,
    pstnFixed: user.pstnFixed,
    mobile: user.mobile,
    extension: user.extension,
    title: user.title,
    department: user.department,
    callerId: user.callerId,
    settingsTemplate: user.settingsTemplate,
    settingsTemplateId: user.settingsTemplateId,
    settings: user.settings,
    fields: user.fields,
    state: missingSince === null ? 'active' : 'leaving',
    deleteOn: presentDeleteOn(missingSince, mode, keepDays, timeZone, user),
    person: user.person,
    source: templateId === null ? null : { templateId, template: template ?? '' },
    syncedAt: user.syncedAt?.toISOString() ?? null,
    createdAt: user.createdAt.toISOString(),
  };
}

export function presentUserInFull(
  user: UserDetails,
  link: UserLink | null,
  { now, sipAccount, standings }: { now: number; sipAccount: SipAccount | null; standings: Standings },
): z.infer<typeof userFullSchema> {
  return {
    ...presentUser(user),
    version: user.version,
    differs: user.differs,
    mappedFields: link?.mappedFields ?? [],
    isLocked: link !== null && link.mode !== 'onlyNew',
    leaveCode: user.leaveCode,
    missingSince: user.missingSince?.toISOString() ?? null,
    pinned: Object.entries(link?.pinned ?? {}).map(([field, source]) => ({ field, source })),
    hold: link === null ? null : presentHold(link, now),
    sipAccount: sipAccount && {
      account: sipAccount.account,
      madeAt: sipAccount.madeAt.toISOString(),
      shownAt: sipAccount.shownAt?.toISOString() ?? null,
    },
    targets: standings.map((one) => ({
      targetId: one.targetId,
      target: one.target,
      kind: one.kind,
      ...presentStanding(one),
    })),
  };
}

/** A hold whose time is over is none. */
function presentHold(link: UserLink, now: number) {
  if (!link.held || (link.heldUntil !== null && link.heldUntil.getTime() <= now)) return null;
  return {
    why: link.heldWhy,
    until: link.heldUntil?.toISOString() ?? null,
    at: link.heldAt?.toISOString() ?? null,
    by: link.heldBy as ShownActor | null,
  };
}

/** Two editors of one user are told apart by it: its values, its link, and what administrators have said of it. */
export function presentUserTag(user: UserDetails, link: UserLink | null) {
  const { id, version, templateId, person, missingSince } = user;
  const said = link && {
    mode: link.mode,
    pinned: Object.entries(link.pinned).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    held: [link.held, link.heldUntil, link.heldWhy, link.heldAt],
  };
  return { id, version, templateId, person, missingSince, said };
}
