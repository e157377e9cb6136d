// rollcall feed: writes to exchanges what is waiting, once and to the end, for those who have no worker running (cron). Exit code 1 when an
// exchange is in trouble or somebody could not be written.
import { targetKinds } from '../connectors/target-kinds.ts';
import { feedDue } from '../jobs/target-feeder.ts';
import type { FedTarget } from '../jobs/target-feeder.ts';
import { readCompanies } from '../store/companies.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { openClock } from './run-deps.ts';
import { paint, presentCount, presentPlain } from './terminal.ts';
import { withStore } from './with-store.ts';

export const feed: Command = (context) =>
  withStore(context, async ({ store, openBox }) => {
    const { config, log, signal } = context;
    const { database } = store;
    const companies = await readCompanies(database.kysely);
    const only = config.company === null ? null : pickCompany(companies, config.company).id;
    // What was done is told by the command itself.
    const quiet = { ...log, info: () => undefined, warn: () => undefined };
    const kept = { kinds: targetKinds, allowed: config.targetHosts, now: openClock(config.now), log: quiet };
    const fed = await feedDue({ database, openBox, ...kept }, only, signal);
    const isWell = fed.every(({ trouble, failed }) => trouble === null && failed === 0);
    const text = fed.length === 0 ? 'Nothing waits to be written.' : fed.map(presentFed).join('\n');
    return { exitCode: isWell ? 0 : 1, json: fed, text };
  });

function presentFed({ target, written, removed, same, failed, trouble }: FedTarget): string {
  const counts = [
    ...(written > 0 ? [`${presentCount(written)} written`] : []),
    ...(removed > 0 ? [`${presentCount(removed)} removed`] : []),
    ...(same > 0 ? [`${presentCount(same)} as they were`] : []),
    ...(failed > 0 ? [paint('red', `${presentCount(failed)} failed`)] : []),
  ];
  const line = `${paint('bold', presentPlain(target.name))}: ${counts.join(', ') || 'nothing written'}`;
  return trouble === null
    ? line
    : [line, paint('red', `  ${trouble.message}`), `  ${trouble.cure}`].join('\n');
}
