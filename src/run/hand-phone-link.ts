// An administrator gives a user a new link to the secret of her phone; and a mail gets one when it is sent. Where no exchange of the
// company knows phones by a secret there is no link.
import type { Kysely } from 'kysely';
import type { TargetKinds } from '../connectors/targets.ts';
import { writeAudit } from '../store/audit-log.ts';
import type { Tables } from '../store/tables.ts';
import { readSipRealms } from './ensure-sip-account.ts';
import { doUserDeed, failure } from './hand-deed.ts';
import type { Hand, HandResult } from './hand-deed.ts';
import { makePhoneLink } from './phone-link.ts';

/** path: below the server's own address. Links before it that nobody opened are over. */
export async function handPhoneLink(
  hand: Hand,
  userId: string,
  kinds: TargetKinds,
): Promise<HandResult<{ path: string; expiresAt: Date }>> {
  return doUserDeed(hand, userId, {}, async ({ db, company }, user) => {
    if ((await readSipRealms(db, company.id, kinds)).length === 0)
      return failure(
        'phone.none',
        'No exchange of the company knows phones by a secret.',
        'Add an exchange such as Asterisk or Kamailio first.',
      );
    const made = await makePhoneLink(db, { companyId: company.id, userId, now: hand.now, replace: true });
    await writeAudit(db, {
      companyId: company.id,
      actor: hand.actor,
      action: 'user.phoneLink',
      subject: { kind: 'user', id: userId, name: user.alias },
      details: { expiresAt: made.expiresAt.toISOString() },
      address: hand.address ?? null,
    });
    return { ok: true, ...made };
  });
}

/** What a mail that is only looked at has instead of a link. */
const LOOKED_AT = '/phone/...';

interface MailLink {
  give: (userId: string) => Promise<string | null>;
  /** What was given of a link that works, below the server's own address; null: nothing. */
  path: () => string | null;
}

/**
 * The link of a welcome mail: a new one when the mail is sent, or dots when somebody only looks at it. There is none where the company's
 * users have no use for one, or where nobody knows the server's own address.
 */
export function openMailLink(
  db: Kysely<Tables>,
  about: { companyId: string; origin: string | null; now: number; isSent: boolean },
  kinds: TargetKinds,
): MailLink {
  const { companyId, origin, now, isSent } = about;
  let path: string | null = null;
  return {
    give: async (userId) => {
      if (origin === null || (await readSipRealms(db, companyId, kinds)).length === 0) return null;
      if (!isSent) return `${origin}${LOOKED_AT}`;
      // Tried again it has another one: whichever is opened ends the others.
      path = (await makePhoneLink(db, { companyId, userId, now, replace: false })).path;
      return `${origin}${path}`;
    },
    path: () => path,
  };
}

/** A mail's text as it is kept: whoever reads it later must not telephone as the user. */
export const hidePhoneLink = (text: string, path: string | null): string =>
  path === null ? text : text.replaceAll(path, LOOKED_AT);
