// Whether a group that a template names by its name is called as another one is now. A group is resolved once and known by
// its id from then on, so only the source can tell: it is asked seldom, for few names and not for long, and an answer that does not come
// is no finding but a check that was not made.
import type { NamedGroups } from '../connectors/source.ts';
import { OutsideError } from '../connectors/outside-error.ts';
import { isGuid } from '../plan/provider-values.ts';
import type { NotChecked } from '../plan/quality.ts';
import type { Database } from '../store/database.ts';
import { readKeptGroups, writeKeptGroups } from '../store/quality-trend.ts';
import type { KeptGroups } from '../store/quality-trend.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';

export interface GroupNames {
  found: {
    name: string;
    /** Object id of the one that the sync reads; null: none was resolved yet. */
    uses: string | null;
    candidates: { id: string; kind: string }[];
  }[];
  notChecked: NotChecked[];
}

const HOUR_MS = 3_600_000;
/** Whoever has just put the secret right does not want to wait for an hour. */
const RETRY_MS = 300_000;
/** A request each. */
const MOST_NAMES = 20;

/** ask: the source, with what it calls by these names. now: ms. */
export async function readGroupNames(
  database: Database,
  stored: StoredSyncTemplate,
  now: number,
  ask: (names: readonly string[]) => Promise<NamedGroups[]>,
): Promise<GroupNames> {
  const names = presentNames(stored);
  if (names.length === 0) return { found: [], notChecked: [] };
  if (stored.credentials === null)
    return notMade(
      'No secret is stored, so Entra can not be asked for its groups.',
      'Give the sync template its client_secret.',
    );
  const kept =
    (await readFresh(database, stored.template.id, names, now)) ??
    (await askAnew(database, stored.template.id, names.slice(0, MOST_NAMES), now, ask));
  if (kept.failed) return notMade(kept.failed.message, kept.failed.cure);
  const found = (kept.found as NamedGroups[]).map(({ name, groups }) => ({
    name,
    uses: stored.groups.find((group) => group.asked === name)?.id ?? null,
    candidates: groups.map(({ id, kind }) => ({ id, kind })),
  }));
  const tooMany = names.length - MOST_NAMES;
  const rest = notMade(`${tooMany} group names are more than are asked for.`, 'Write groups by object id.');
  return { found, notChecked: tooMany > 0 ? rest.notChecked : [] };
}

const notMade = (why: string, cure: string): GroupNames => ({
  found: [],
  notChecked: [{ code: 'group.sameName', why, cure }],
});

/** Names, each once, of groups that are not written as ids. */
function presentNames({ provider, template }: StoredSyncTemplate): string[] {
  const ofRules = template.rules.flatMap(({ when }) => ('group' in when ? [when.group] : []));
  const all = [...provider.memberOf, ...provider.notMemberOf, ...ofRules];
  return [...new Set(all)].filter((name) => name !== '' && !isGuid(name));
}

async function readFresh(
  database: Database,
  templateId: string,
  names: readonly string[],
  now: number,
): Promise<KeptGroups | null> {
  const kept = await readKeptGroups(database.kysely, templateId);
  if (!kept || names.slice(0, MOST_NAMES).join('\n') !== kept.names.join('\n')) return null;
  return now - kept.at.getTime() < (kept.failed ? RETRY_MS : HOUR_MS) ? kept : null;
}

async function askAnew(
  database: Database,
  templateId: string,
  names: string[],
  now: number,
  ask: (names: readonly string[]) => Promise<NamedGroups[]>,
): Promise<KeptGroups> {
  const kept: KeptGroups = { at: new Date(now), names, failed: null, found: [] };
  try {
    kept.found = (await ask(names)).filter(({ groups }) => groups.length > 1);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    kept.failed = { message: error.message, cure: error.cure };
  }
  await writeKeptGroups(database.kysely, templateId, kept);
  return kept;
}
