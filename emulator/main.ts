// The emulator as a program of its own: starts a tenant, prints how to reach it, stays until told to end.
// Arguments are checked all at once; wrong ones end it with code 2 and change nothing.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator, type EmulatorOptions } from './emulator.ts';

const USAGE = `Usage: node emulator/main.ts [options]

  --port N      port on 127.0.0.1 (default 0: any free one)
  --people N    people in the tenant (default 1200)
  --seed N      the same seed gives the same company (default 1)
  --latency MS  every answer waits this long (default 0)
  --tls         https with a certificate made now
  --json        prints one line of JSON
`;

const NUMBERS = { port: 65_535, people: 1_000_000, seed: 2 ** 31 - 1, latency: 600_000 } as const;
type NumberName = keyof typeof NUMBERS;

type Arguments = { options: EmulatorOptions; isJson: boolean } | { faults: string[] } | { help: true };

function parseNumber(name: NumberName, text: string | undefined, faults: string[]): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= NUMBERS[name]) return value;
  faults.push(`--${name} must be a whole number from 0 to ${NUMBERS[name]}, not ${JSON.stringify(text)}`);
  return undefined;
}

function readValues(argv: string[]): ReturnType<typeof parseValues> | { faults: string[] } {
  try {
    return parseValues(argv);
  } catch (error) {
    // node:util throws a TypeError with a readable sentence for what it does not know.
    if (error instanceof TypeError) return { faults: [error.message] };
    throw error;
  }
}

const parseValues = (argv: string[]) =>
  parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      people: { type: 'string' },
      seed: { type: 'string' },
      latency: { type: 'string' },
      tls: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });

function parseArguments(argv: string[]): Arguments {
  const parsed = readValues(argv);
  if ('faults' in parsed) return parsed;
  const { values } = parsed;
  if (values.help) return { help: true };
  const faults: string[] = [];
  const port = parseNumber('port', values.port, faults);
  const people = parseNumber('people', values.people, faults);
  const seed = parseNumber('seed', values.seed, faults);
  const latency = parseNumber('latency', values.latency, faults);
  if (faults.length > 0) return { faults };
  const options: EmulatorOptions = {
    port: port ?? 0,
    people: people ?? 1200,
    seed: seed ?? 1,
    latencyMs: latency ?? 0,
    tls: values.tls ?? false,
  };
  return { options, isJson: values.json ?? false };
}

function writeCa(emulator: Emulator): string | null {
  if (emulator.caPem === null) return null;
  const file = join(mkdtempSync(join(tmpdir(), 'entra-emulator-')), 'ca.pem');
  writeFileSync(file, emulator.caPem);
  return file;
}

interface Start {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** The file of the certificate to trust; null without TLS. */
  ca: string | null;
  people: number;
  clouds: Record<string, { login: string; graph: string; ca?: string }>;
  provider: Record<string, unknown>;
}

function presentStart(emulator: Emulator, caFile: string | null): Start {
  const { url, tenantId, clientId, clientSecret } = emulator;
  const cloud = { login: url, graph: url, ...(caFile === null ? {} : { ca: caFile }) };
  return {
    url,
    tenantId,
    clientId,
    clientSecret,
    ca: caFile,
    people: emulator.tenant.directory.people.count(),
    clouds: { emulator: cloud },
    provider: {
      tenant_id: tenantId,
      client_id: clientId,
      client_secret: clientSecret,
      user_filter: { memberOf: [''] },
      cloud: 'emulator',
    },
  };
}

function presentForPeople(start: Start): string {
  const { url, tenantId, clientId, clientSecret, ca, people, clouds, provider } = start;
  return `An emulated Entra tenant with ${people} people is up. Nothing in it is real.

  address        ${url}
  tenant id      ${tenantId}
  client id      ${clientId}
  client secret  ${clientSecret}
${ca === null ? '' : `  certificate    ${ca}\n`}
  ROLLCALL_CLOUDS='${JSON.stringify(clouds)}'

  provider       ${JSON.stringify(provider)}

Control API: ${url}/control/state (see emulator/README.md). Ctrl-C ends it.
`;
}

async function run(argv: string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if ('help' in parsed) {
    process.stdout.write(USAGE);
    return 0;
  }
  if ('faults' in parsed) {
    process.stderr.write(`${parsed.faults.join('\n')}\n\n${USAGE}`);
    return 2;
  }
  const { options, isJson } = parsed;
  // Listening before announcing: whoever reads the address may end the program at once.
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  const emulator = await startEmulator(options);
  const start = presentStart(emulator, writeCa(emulator));
  process.stdout.write(isJson ? `${JSON.stringify(start)}\n` : presentForPeople(start));
  await ended;
  await emulator.close();
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(
    `the emulator could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
