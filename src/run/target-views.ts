// Makes the view of users that a target is given: accounts and digests are seen to first, and whoever leaves is suspended where the
// target's settings say so.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { TargetKinds, TargetSettings } from '../connectors/targets.ts';
import type { TargetUser } from '../plan/target-user.ts';
import type { Tables } from '../store/tables.ts';
import type { DueUser } from '../store/target-line.ts';
import { readTargetUserRows } from '../store/target-views.ts';
import type { TargetUserRow } from '../store/target-views.ts';
import type { StoredTarget } from '../store/targets.ts';
import { ensureSipAccounts, readSipRealms } from './ensure-sip-account.ts';
import { decideMailLanguage } from './tell.ts';

type Standing = Pick<DueUser, 'user' | 'origin' | 'adoptedAt'>;

/** By user; whoever is no more has none. */
export async function readTargetViews(
  db: Kysely<Tables>,
  target: StoredTarget,
  users: readonly Standing[],
  { kinds, now }: { kinds: TargetKinds; now: number },
): Promise<Map<string, TargetUser>> {
  const settings = target.settings as unknown as TargetSettings;
  const realm = kinds[target.kind]?.realmOf(settings) ?? null;
  const ids = users.map(({ user }) => user);
  const { companyId } = target;
  await ensureSipAccounts(db, companyId, ids, await readSipRealms(db, companyId, kinds));
  const rows = await readTargetUserRows(db, { companyId, userIds: ids, realm, at: new Date(now) });
  const standings = new Map(users.map((one) => [one.user, one]));
  return new Map(
    rows.map((row) => [row.user, presentView(row, standings.get(row.user), settings.suspendLeaving)]),
  );
}

function presentView(
  row: TargetUserRow,
  standing: Standing | undefined,
  suspendLeaving: boolean,
): TargetUser {
  const { md5, sha256, settingsTemplateId, settingsTemplate } = row;
  // The secret of an entry that was there before stays, until one has been made and shown for it.
  const isOurs =
    standing?.origin !== 'adopted' ||
    (row.shownAt !== null && standing.adoptedAt !== null && row.shownAt > standing.adoptedAt);
  return {
    user: row.user,
    account: row.account,
    digest: isOurs && md5 !== null && sha256 !== null ? { md5, sha256 } : null,
    alias: row.alias,
    name: row.name,
    surname: row.surname,
    email: row.email,
    pstnFixed: row.pstnFixed,
    mobile: row.mobile,
    extension: row.extension,
    title: row.title,
    department: row.department,
    callerId: row.callerId,
    language: decideMailLanguage(row.language),
    settingsTemplate:
      settingsTemplateId === null ? null : { id: settingsTemplateId, name: settingsTemplate ?? '' },
    settings: row.settings,
    fields: row.fields,
    state: suspendLeaving && row.isLeaving ? 'suspended' : 'active',
  };
}

/** Two views that give the same write the same at this target. */
export function hashView(view: TargetUser, { settings }: Pick<StoredTarget, 'settings'>): string {
  return createHash('sha256')
    .update(JSON.stringify([settings, view]))
    .digest('base64url');
}
