// npm run demo: an emulated Entra tenant with a seeded Swedish company of 1,200 people, and Rollcall connected to it, with the portal up and
// somebody to sign in as; the first run is left to whoever looks. --synced carries it out as an administrator would from the
// command line, and --once ends after that. Everything lies in a folder of its own, which goes when the demo ends.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { makeDemoPeople } from './demo-people.ts';
import { presentDocument } from './document.ts';
import { presentInvitation } from './invitation.ts';
import { presentLeftOut } from './left-out.ts';
import { openMailCatcher } from './mail-catcher.ts';
import type { PlannedStep } from './left-out.ts';
import { watchServer } from './watch-server.ts';

const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean' },
    synced: { type: 'boolean' },
    people: { type: 'string', default: '1200' },
    seed: { type: 'string' },
  },
});
const isSynced = Boolean(options.once || options.synced);
/** With this one, 13 of the 300 who are to have a telephone are left out, for four different reasons. */
const seed = options.seed ?? (isSynced ? '1' : '12');
const root = join(import.meta.dirname, '..');
const rollcall = join(root, 'src', 'main.ts');
const template = 'Alla kontor';
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

const folder = await mkdtemp(join(tmpdir(), 'rollcall-demo-'));
// Run by root, the database's own user has to get in.
await chmod(folder, 0o755);
const [data, mails] = [join(folder, 'data'), join(folder, 'mails')];
const tenant = await startTenant();
const catcher = await openMailCatcher(mails, ({ to, subject, file }) =>
  say(`Caught a mail to ${to}: ${subject}\n  ${file}`),
);
const environment = {
  ...process.env,
  ROLLCALL_DATA: data,
  ROLLCALL_CLOUDS: JSON.stringify(tenant.clouds),
  ROLLCALL_SMTP_URL: `smtp://127.0.0.1:${catcher.port}`,
  ROLLCALL_MAIL_FROM: 'Rollcall <rollcall@nordvik.example>',
  ROLLCALL_MAIL_PER_MINUTE: '600',
  ROLLCALL_SERVICE_NAME: 'Nordvik Energi IT',
  ROLLCALL_SERVICE_CONTACT: 'it@nordvik.example',
  // A free one, unless somebody says which: 8080 is what everything else on a machine uses as well.
  ROLLCALL_PORT: process.env['ROLLCALL_PORT'] ?? '0',
};
try {
  await demonstrate();
} finally {
  tenant.child.kill('SIGTERM');
  await catcher.close();
  await rm(folder, { recursive: true, force: true });
}

async function demonstrate(): Promise<void> {
  say(`An Entra tenant with ${options.people} people, emulated: ${tenant.url}`);
  const file = join(folder, 'nordvik.json');
  await writeFile(file, `${JSON.stringify(presentStart(), null, 2)}\n`);
  if (!(await show(['import', file])) || (isSynced && !(await sync())) || options.once) return;
  const build = join(root, 'scripts', 'build-portal.ts');
  spawnSync(process.execPath, [build, '--if-needed'], { stdio: ['ignore', 2, 2] });
  const keeper = start(['serve'], 'inherit', 'pipe');
  try {
    await welcome(keeper);
  } finally {
    if (keeper.exitCode === null) {
      keeper.kill('SIGTERM');
      await once(keeper, 'exit');
    }
  }
}

async function welcome(keeper: ChildProcess): Promise<void> {
  const served = await watchServer(keeper);
  if (!served) return;
  await makeDemoPeople(served.url, served.token);
  const about = { template, data, clouds: environment.ROLLCALL_CLOUDS, tenantUrl: tenant.url, mails };
  say(presentInvitation({ url: served.url, isSynced, ...about }));
  await Promise.race([once(stopping.signal, 'abort'), once(keeper, 'exit')]);
}

/** Everybody and at once; or the members of a group, and nothing before somebody has looked. */
function presentStart(): unknown {
  const document = presentDocument(template, tenant.provider);
  if (isSynced) return document;
  const provider = { ...tenant.provider, user_filter: { memberOf: ['Telefoni'] } };
  const paused = { mode: 'paused', provider };
  return { ...document, syncTemplates: document.syncTemplates.map((one) => ({ ...one, ...paused })) };
}

async function sync(): Promise<boolean> {
  if (!(await show(['run', template]))) return false;
  const { steps } = JSON.parse(await readOutput(['plan', template, '--json'])) as { steps: PlannedStep[] };
  say(presentLeftOut(steps));
  return show(['send-mail']);
}

async function startTenant(): Promise<{
  child: ChildProcess;
  url: string;
  clouds: unknown;
  provider: Record<string, unknown>;
}> {
  const emulator = join(root, 'emulator', 'main.ts');
  const child = spawn(
    process.execPath,
    [emulator, '--json', '--port', '0', '--people', options.people, '--seed', seed],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => null)]);
  if (line === null) throw new Error('The emulated tenant did not start; its error stands above.');
  const { url, clouds, provider } = JSON.parse(String(line[0])) as {
    url: string;
    clouds: unknown;
    provider: Record<string, unknown>;
  };
  return { child, url, clouds, provider };
}

/** Only what is shown as it comes may draw progress. */
function start(
  args: string[],
  output: 'inherit' | 'pipe',
  errors: 'inherit' | 'pipe' | 'ignore' = 'inherit',
): ChildProcess {
  return spawn(process.execPath, [rollcall, ...args], {
    env: environment,
    stdio: ['ignore', output, errors],
  });
}

/** Runs a command before the eyes of whoever watches; false ends the demo. */
async function show(args: string[]): Promise<boolean> {
  say(`\n$ rollcall ${args.map((arg) => (/[^\w./-]/u.test(arg) ? JSON.stringify(arg) : arg)).join(' ')}`);
  const [code] = (await once(start(args, 'inherit'), 'exit')) as [number | null];
  if (code !== 0) process.exitCode = code ?? 1;
  return code === 0 && !stopping.signal.aborted;
}

async function readOutput(args: string[]): Promise<string> {
  const child = start(args, 'pipe', 'ignore');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
