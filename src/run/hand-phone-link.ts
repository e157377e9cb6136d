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
const LOOKED_AT = '/phone/…';

/**
 * The link of a welcome mail, below the server's own address: a new one when the mail is sent, or dots when somebody only looks at it.
 * null: the company's users have no use for one.
 */
export async function giveMailLink(
  db: Kysely<Tables>,
  { companyId, userId, now, isSent }: { companyId: string; userId: string; now: number; isSent: boolean },
  kinds: TargetKinds,
): Promise<string | null> {
  if ((await readSipRealms(db, companyId, kinds)).length === 0) return null;
  if (!isSent) return LOOKED_AT;
  // Tried again it has another one: whichever is opened ends the others.
  return (await makePhoneLink(db, { companyId, userId, now, replace: false })).path;
}

/** A mail's text as it is kept: whoever reads it later must not telephone as the user. */
export const hidePhoneLink = (text: string, path: string | null): string =>
  path === null ? text : text.replaceAll(path, LOOKED_AT);
