// rollcall probe TARGET: looks at an exchange's connection, version and rights, and changes nothing there. Exit code 1 when something is
// wrong.
import { targetKinds } from '../connectors/target-kinds.ts';
import type { Finding } from '../connectors/target.ts';
import { presentNearest } from '../plan/nearest.ts';
import { audit, probeTarget } from '../run/hand-targets.ts';
import { readCompanies } from '../store/companies.ts';
import { readTargets, writeProbe } from '../store/targets.ts';
import type { StoredTarget } from '../store/targets.ts';
import { commandActor } from './command-actor.ts';
import { CommandError } from './command.ts';
import type { Command } from './command.ts';
import { pickCompany } from './pick.ts';
import { paint } from './terminal.ts';
import { withStore } from './with-store.ts';

export const probe: Command = (context) =>
  withStore(context, async ({ store, openBox }) => {
    const { kysely } = store.database;
    const company = pickCompany(await readCompanies(kysely), context.config.company);
    const target = pickTarget(await readTargets(kysely, company.id), context.words[0] ?? '');
    const deps = { openBox, kinds: targetKinds, allowed: context.config.targetHosts };
    const findings = await probeTarget(deps, target);
    const faults = findings.filter(({ is }) => is === 'fault').map(({ code }) => code);
    await kysely.transaction().execute(async (trx) => {
      await writeProbe(trx, target.id, findings);
      const hand = { db: trx, actor: commandActor(), address: null, now: Date.now() };
      await audit(hand, 'target.probe', target, { faults });
    });
    const json = { target: target.name, findings };
    return { exitCode: faults.length > 0 ? 1 : 0, json, text: findings.map(presentFinding).join('\n') };
  });

/** By name or id. */
function pickTarget(all: readonly StoredTarget[], word: string): StoredTarget {
  const found = all.find(({ name, id }) => name === word || id === word);
  if (found) return found;
  const names = all.map(({ name }) => name);
  const cure =
    names.length > 0
      ? `There is ${names.map((name) => JSON.stringify(name)).join(', ')}.`
      : 'Add it as "targets" of the configuration document, or over the API.';
  throw new CommandError(
    'target.unknown',
    `There is no exchange called ${JSON.stringify(word)}.${presentNearest(word, names)}`,
    cure,
    { details: { candidates: names } },
  );
}

const signs = { right: ['green', '✓'], warning: ['yellow', '!'], fault: ['red', '✗'] } as const;

function presentFinding({ is, message, cure }: Finding): string {
  const [colour, sign] = signs[is];
  return [`${paint(colour, sign)} ${message}`, ...(cure === null ? [] : [`  ${cure}`])].join('\n');
}
