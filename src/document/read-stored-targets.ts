// Stored targets as an import compares with them: secrets are opened only where the document gives some.
import type { Kysely } from 'kysely';
import type { SecretBox } from '../access/secret-box.ts';
import { SecretUnreadable } from '../access/secret-unreadable.ts';
import { openTargetSecrets } from '../run/target-secrets.ts';
import type { Tables } from '../store/tables.ts';
import { readTargets } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import type { StoredTargetSecrets } from './decide-targets.ts';
import type { TargetDocument } from './parse-target.ts';

export async function readStoredTargets(
  db: Kysely<Tables>,
  companyId: string,
  documents: readonly TargetDocument[],
  openBox: () => Promise<SecretBox>,
): Promise<StoredTargetSecrets[]> {
  const stored: StoredTargetSecrets[] = [];
  for (const target of await readTargets(db, companyId)) {
    const isGiven = documents.some(({ name, secrets }) => name === target.name && secrets !== null);
    stored.push({ target, secrets: isGiven ? await openSecrets(target, openBox) : null });
  }
  return stored;
}

/** With the key lost, importing them again is the way out, so it must not fail on the old ones. */
async function openSecrets(
  { id, sealed }: StoredTarget,
  openBox: () => Promise<SecretBox>,
): Promise<object | null> {
  if (sealed === null) return null;
  try {
    return await openTargetSecrets(await openBox(), id, sealed);
  } catch (error) {
    if (error instanceof SecretUnreadable) return null;
    throw error;
  }
}
