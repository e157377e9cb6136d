// The link for the first administrator, made at the start of a server that nobody can sign in to yet, and by command.
import { makeSecret } from '../../access/one-time-secret.ts';
import { writeAudit } from '../../store/audit-log.ts';
import type { Actor } from '../../store/audit-log.ts';
import { hasAdministrators } from '../../store/administrators.ts';
import type { Database } from '../../store/database.ts';
import { writeLink } from '../../store/one-time-links.ts';

/** Long enough to find the line in a log in the morning. */
const FIRST_LINK_MS = 24 * 3_600_000;

export interface FirstLink {
  /** Whole address; what opens the door stands behind #, where no server and no log sees it. */
  url: string;
  /** In ms. */
  expiresAt: number;
}

/** origin: where browsers find us. null: there is an administrator already. now: in ms. */
export async function makeFirstLink(
  { kysely }: Database,
  { origin, now, actor }: { origin: string; now: number; actor: Actor },
): Promise<FirstLink | null> {
  return kysely.transaction().execute(async (trx) => {
    if (await hasAdministrators(trx)) return null;
    const { text, hash } = makeSecret('rl_');
    const expiresAt = now + FIRST_LINK_MS;
    await writeLink(trx, { hash, purpose: 'firstAdministrator', administratorId: null, now, expiresAt });
    await writeAudit(trx, {
      companyId: null,
      actor,
      action: 'firstAdministrator.invite',
      subject: { kind: 'link', id: null, name: null },
      details: { expiresAt: new Date(expiresAt).toISOString() },
    });
    return { url: `${origin}/welcome#first=${text}`, expiresAt };
  });
}
