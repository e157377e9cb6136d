// One look of the credential guard, or one run, in a process of its own that kills itself at its n-th statement to the database,
// before or just after sending it. Says on standard output how many statements it came to when it was not killed.
import { randomUUID } from 'node:crypto';
import { guardCredentials } from '../src/run/guard-credentials.ts';
import { openTemplateSource } from '../src/run/open-template-source.ts';
import { runTemplate } from '../src/run/run.ts';
import { openDatabase } from '../src/store/database.ts';
import { killAtStatement } from './kill-at.ts';
import { guardKeys } from './guard-keys.ts';

const [url = '', entra = '', templateId = '', at = '', killAt = '', when = '', what = ''] =
  process.argv.slice(2);
const database = await openDatabase(url);

const statements = killAtStatement(Number(killAt), when);

const clouds = new Map([['emulator', { name: 'emulator', login: entra, graph: entra, ca: null }]]);
const around = { database, openBox: guardKeys(database), clouds, maxWaitSeconds: 1 };
const now = () => Number(at);
if (what === 'run') {
  const openSource = openTemplateSource({ ...around, now: Date.now, clock: now });
  const request = { templateId, trigger: 'cli', preview: false, nominalAt: now() } as const;
  await runTemplate({ database, openSource, now: Date.now, newId: randomUUID }, request);
} else await guardCredentials({ ...around, now }, new AbortController().signal);
process.stdout.write(String(statements()));
await database.close();
