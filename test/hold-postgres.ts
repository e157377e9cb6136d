// A process that opens the embedded PostgreSQL and keeps it open until it is told to end by a signal: the other
// process in the tests of who owns the server. Prints one line of JSON, what it got or why not.

import { DatabaseUnavailable } from '../src/store/database-unavailable.ts';
import { openPostgres } from '../src/store/postgres/server.ts';

const [dataFolder, options] = process.argv.slice(2);
const startedAt = performance.now();
let ended: () => void = () => undefined;
const end = new Promise<void>((resolve) => (ended = resolve));
process.on('SIGINT', ended).on('SIGTERM', ended);
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

try {
  const server = await openPostgres({ dataFolder: dataFolder ?? '', ...JSON.parse(options ?? '{}') });
  print({ started: server.started, url: server.url, ms: Math.round(performance.now() - startedAt) });
  const stayAlive = setInterval(() => undefined, 60_000);
  await end;
  clearInterval(stayAlive);
  await server.close();
} catch (error) {
  if (!(error instanceof DatabaseUnavailable)) throw error;
  print({ message: error.message, cure: error.cure });
  process.exitCode = 1;
}
