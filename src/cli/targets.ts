// rollcall targets: exchanges that users are written to, and how each is doing.
import { targetKinds } from '../connectors/target-kinds.ts';
import type { TargetSettings } from '../connectors/targets.ts';
import { readCompanies } from '../store/companies.ts';
import { readTargetHealth, readTargets } from '../store/targets.ts';
import type { StoredTarget, TargetHealth } from '../store/targets.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint, presentCount, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withStore } from './with-store.ts';

export const targets: Command = (context) =>
  withStore(context, async ({ store }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const all = await readTargets(kysely, company.id);
    const health = await readTargetHealth(
      kysely,
      all.map(({ id }) => id),
    );
    const known = all.flatMap((target) => {
      const its = health.get(target.id);
      return its ? [{ target, its }] : [];
    });
    const rows = known.map(({ target, its }) => presentRow(target, its, company.timeZone));
    const troubles = known.flatMap(({ target, its }) => presentTrouble(target, its));
    const text =
      rows.length > 0 ? [...presentTable([head, ...rows], [3, 4, 5, 6]), ...troubles].join('\n') : none;
    return { exitCode: 0, json: known.map(({ target, its }) => presentJson(target, its)), text };
  });

const head = ['exchange', 'state', 'at', 'written', 'waiting', 'failed', 'drift'];
const none =
  'No exchanges: users are in the directory alone.\nAdd them as "targets" of the configuration document, or over the API.';

function presentRow(
  target: StoredTarget,
  { users, unavailableSince }: TargetHealth,
  timeZone: string,
): string[] {
  return [
    paint('bold', presentPlain(target.name)),
    presentState(target, unavailableSince, timeZone),
    `${target.kind} ${presentPlain(presentAddress(target))}`,
    presentCount(users.ok),
    presentCount(users.pending),
    paint(users.failed > 0 ? 'red' : 'dim', presentCount(users.failed)),
    paint(users.drift > 0 ? 'yellow' : 'dim', presentCount(users.drift)),
  ];
}

function presentState(
  { state, stateSince }: StoredTarget,
  unavailableSince: Date | null,
  timeZone: string,
): string {
  if (state === 'refused') return paint('red', `refuses since ${presentTime(stateSince, timeZone)}`);
  if (state !== 'active') return paint('dim', state);
  if (unavailableSince === null) return paint('green', 'active');
  return paint('yellow', `away since ${presentTime(unavailableSince, timeZone)}`);
}

function presentTrouble({ name }: StoredTarget, { trouble }: TargetHealth): string[] {
  return trouble === null
    ? []
    : [`${paint('bold', presentPlain(name))}: ${trouble.message}`, `  ${trouble.cure}`];
}

const presentAddress = ({ kind, settings }: StoredTarget): string =>
  targetKinds[kind]?.addressOf(settings as unknown as TargetSettings) ?? '';

function presentJson(target: StoredTarget, health: TargetHealth) {
  return {
    id: target.id,
    name: target.name,
    kind: target.kind,
    address: presentAddress(target),
    state: target.state,
    driftMode: target.driftMode,
    hasSecrets: target.sealed !== null,
    trouble: health.trouble,
    unavailableSince: health.unavailableSince?.toISOString() ?? null,
    fedAt: health.fedAt?.toISOString() ?? null,
    comparedAt: health.comparedAt?.toISOString() ?? null,
    unknownEntries: health.unknownEntries,
    users: health.users,
  };
}
