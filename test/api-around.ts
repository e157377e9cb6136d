// A second server beside a test's API, with another master key, another token for the figures or another database.
import { openServer } from '../src/api/server.ts';
import type { ApiServer } from '../src/api/server.ts';
import { openBox } from '../src/run/open-box.ts';
import type { Database } from '../src/store/database.ts';
import type { TestApi } from './api.ts';

export function openApiAround(
  { parts, ...api }: TestApi,
  {
    given,
    metricsToken = null,
    database = api.database,
  }: { given?: Buffer; metricsToken?: string | null; database?: Database },
): Promise<ApiServer> {
  const box = given
    ? openBox({ database, given, dataFolder: '/nowhere', onMade: () => undefined })
    : parts.box;
  const watching = { ...parts.watching, metricsToken };
  return openServer({ ...parts, database, box, watching }, { host: '127.0.0.1', port: 0 });
}
