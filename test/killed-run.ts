// One run in a process of its own that kills itself at its n-th statement to the database, before or just after
// sending it. Started by the test of R14; says on standard output how many statements it came to when it was not killed.
import { readFileSync } from 'node:fs';
import { runTemplate } from '../src/run/run.ts';
import { openDatabase } from '../src/store/database.ts';
import { killAtStatement } from './kill-at.ts';
import { scriptedDeps } from './run-world.ts';
import type { ScriptedTenant } from './scripted-tenant.ts';

// undo: a run to take back; person: one to run alone; both empty for a run of everybody.
const [
  url = '',
  templateId = '',
  tenantFile = '',
  nominalAt = '',
  killAt = '',
  when = '',
  undo = '',
  person = '',
] = process.argv.slice(2);
const tenant = JSON.parse(readFileSync(tenantFile, 'utf8')) as ScriptedTenant;
const database = await openDatabase(url);

const statements = killAtStatement(Number(killAt), when);

await runTemplate(scriptedDeps(database, tenant, { pageSize: 20 }), {
  templateId,
  trigger: undo === '' ? 'cli' : 'undo',
  ...(undo === '' ? {} : { undo: { run: undo } }),
  ...(person === '' ? {} : { person, trigger: 'person' as const }),
  preview: false,
  nominalAt: Number(nominalAt),
});
process.stdout.write(String(statements()));
await database.close();
