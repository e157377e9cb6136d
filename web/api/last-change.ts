// Who has saved something last, as the audit log says: for whoever saves second and is told of the first.
import type { Api } from './api.ts';

export interface LastChange {
  name: string;
  at: string;
}

/** null: the log does not say, or it can not be read just now. */
export async function readLastChange(
  api: Api,
  subjectKind: string,
  subjectId: string,
): Promise<LastChange | null> {
  const log = await api
    .call('get', '/companies/{company}/audit', { query: { subjectKind, subjectId, limit: 1 } })
    .catch(() => null);
  const last = log?.items[0];
  return last?.by.name ? { name: last.by.name, at: last.at } : null;
}
