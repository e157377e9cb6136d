// npm run demo: an emulated Entra tenant with a seeded Swedish company of 1,200 people, and Rollcall that connects, maps
// and syncs it, as an administrator would from the command line. Then it stays up to be played with; --once ends
// after the first run. Everything lies in a folder of its own, which goes when the demo ends.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { presentDocument } from './document.ts';
import { presentLeftOut } from './left-out.ts';
import { openMailCatcher } from './mail-catcher.ts';
import type { PlannedStep } from './left-out.ts';

const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean' },
    people: { type: 'string', default: '1200' },
    seed: { type: 'string', default: '1' },
  },
});
const root = join(import.meta.dirname, '..');
const rollcall = join(root, 'src', 'main.ts');
const template = 'Alla kontor';
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

const folder = await mkdtemp(join(tmpdir(), 'rollcall-demo-'));
// Run by root, the database's own user has to get in.
await chmod(folder, 0o755);
const data = join(folder, 'data');
const tenant = await startTenant();
const catcher = await openMailCatcher(join(folder, 'mails'), ({ to, subject, file }) =>
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
  await writeFile(file, `${JSON.stringify(presentDocument(template, tenant.provider), null, 2)}\n`);
  if (!(await show(['import', file])) || !(await show(['run', template]))) return;
  const { steps } = JSON.parse(await readOutput(['plan', template, '--json'])) as { steps: PlannedStep[] };
  say(presentLeftOut(steps));
  if (!(await show(['send-mail'])) || options.once) return;
  say(presentInvitation());
  const keeper = start(['serve'], 'inherit');
  await Promise.race([once(stopping.signal, 'abort'), once(keeper, 'exit')]);
  if (keeper.exitCode === null) {
    keeper.kill('SIGTERM');
    await once(keeper, 'exit');
  }
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
    [emulator, '--json', '--port', '0', '--people', options.people, '--seed', options.seed],
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
function start(args: string[], output: 'inherit' | 'pipe'): ChildProcess {
  return spawn(process.execPath, [rollcall, ...args], {
    env: environment,
    stdio: ['ignore', output, output === 'inherit' ? 'inherit' : 'ignore'],
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
  const child = start(args, 'pipe');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}

function presentInvitation(): string {
  const command = `rollcall explain ${JSON.stringify(template)} WHO`;
  return [
    '',
    'It stays up until Ctrl-C. In another terminal, in this folder:',
    '',
    `  export ROLLCALL_DATA=${data}`,
    `  export ROLLCALL_CLOUDS='${environment.ROLLCALL_CLOUDS}'`,
    '  npx rollcall users',
    `  npx ${command}          an object id, UPN, mail, alias or number`,
    '  npx rollcall status',
    '  npx rollcall outbox               every mail; those to the new users are held until you release them:',
    `  npx rollcall release-mail ${JSON.stringify(template)}`,
    '',
    `Mails are caught in ${join(folder, 'mails')}, told of here, and sent nowhere.`,
    '',
    'The tenant can be changed while it runs; emulator/README.md says how. For example, somebody is hired:',
    '',
    `  curl -X POST ${tenant.url}/control/users -d '{"givenName":"Tuva","surname":"Lindmark","displayName":"Tuva Lindmark",`,
    `    "mailNickname":"tuva.lindmark","userPrincipalName":"tuva.lindmark@nordvik.example","businessPhones":["08-465 004 17"]}'`,
    `  npx rollcall run ${JSON.stringify(template)}`,
  ].join('\n');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
