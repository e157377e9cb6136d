// The options table ─▶ one checked, frozen value, every fault told at once. It also feeds --help and
// docs/options.md. Reads nothing itself: arguments and environment come in. Secrets are a value of their own,
// so that the configuration can be logged.
import { join, resolve } from 'node:path';
import { parseKey } from './access/master-key.ts';
import { networkOptions, parseNetworkOptions } from './access/network-options.ts';
import type { NetworkConfig } from './access/network-options.ts';
import { parseClouds } from './connectors/entra/clouds.ts';
import type { Cloud } from './connectors/entra/clouds.ts';
import { parseTargetHosts, targetOptions } from './connectors/target-options.ts';
import type { AllowedHosts } from './connectors/webhook/network.ts';
import { parseWebhookHosts, webhookOptions } from './connectors/webhook/webhook-options.ts';
import { logLevels } from './log.ts';
import type { LogLevel } from './log.ts';
import { mailOptions, parseMailOptions } from './mail/mail-options.ts';
import type { MailConfig } from './mail/mail-options.ts';

export interface Option {
  /** The only command that takes the flag; left out for a flag of all commands. */
  command?: string;
  /** On the command line; null where only the server's owner may set it. */
  flag: string | null;
  /** In the environment. */
  variable: string | null;
  /** What stands for the value in help; null for a switch. */
  value: string | null;
  /** What holds without it, in words. */
  standard: string;
  /** One line in an administrator's words. */
  about: string;
}

export const options = {
  data: {
    flag: '--data',
    variable: 'ROLLCALL_DATA',
    value: 'DIR',
    standard: 'as root /var/lib/rollcall, else $XDG_DATA_HOME/rollcall or ~/.local/share/rollcall',
    about: 'Folder of the embedded database and of the master key, secret.key.',
  },
  databaseUrl: {
    flag: null,
    variable: 'DATABASE_URL',
    value: 'URL',
    standard: 'the embedded PostgreSQL in the data folder',
    about: 'Another PostgreSQL (15 or later) to use: postgres://user:password@host:5432/database.',
  },
  key: {
    flag: null,
    variable: 'ROLLCALL_KEY',
    value: 'KEY',
    standard: 'the file secret.key in the data folder, made at first start',
    about:
      'Master key of everything that is stored sealed: 32 bytes as 64 hexadecimal digits or base64. Several machines on one database need the same.',
  },
  newKey: {
    flag: null,
    variable: 'ROLLCALL_KEY_NEW',
    value: 'KEY',
    standard: 'none',
    about: 'For rollcall rotate-key alone: the key that takes the place of ROLLCALL_KEY.',
  },
  clouds: {
    flag: null,
    variable: 'ROLLCALL_CLOUDS',
    value: 'JSON',
    standard: 'global, usgov, usgov-dod and china',
    about: 'Further clouds, name → {"login": URL, "graph": URL, "ca": PEM file}; http for this machine only.',
  },
  maxWait: {
    flag: null,
    variable: 'ROLLCALL_MAX_WAIT_SECONDS',
    value: 'SECONDS',
    standard: '600 for one request, 3600 for a run',
    about: 'Longest time to wait for a Graph that throttles or is away; lowers both bounds.',
  },
  metricsToken: {
    flag: null,
    variable: 'ROLLCALL_METRICS_TOKEN',
    value: 'TOKEN',
    standard: 'none: /metrics answers this machine alone',
    about: 'What Prometheus sends as its bearer token to read /metrics from elsewhere.',
  },
  logLevel: {
    flag: null,
    variable: 'ROLLCALL_LOG_LEVEL',
    value: 'LEVEL',
    standard: 'info',
    about: 'How much serve and work log on standard error: debug, info, warn, error or silent.',
  },
  runsAtATime: {
    flag: null,
    variable: 'ROLLCALL_RUNS_AT_A_TIME',
    value: 'N',
    standard: '4',
    about:
      'Runs that one process carries out at a time, 1 to 32; a company has at most all but one of them. Each may hold three connections to the database.',
  },
  ...networkOptions,
  ...mailOptions,
  ...webhookOptions,
  ...targetOptions,
  testClock: {
    flag: null,
    variable: 'ROLLCALL_TEST_CLOCK',
    value: '1',
    standard: 'off',
    about: 'Allows --now. For tests only.',
  },
  now: {
    flag: '--now',
    variable: null,
    value: 'ISO-TIME',
    standard: 'the clock',
    about: 'Nominal time of what the command does, so that days can pass in a test (2026-01-31T02:00:00Z).',
  },
  company: {
    flag: '--company',
    variable: null,
    value: 'NAME',
    standard: 'the only company, or the only one with that template',
    about: 'Company that the command is about.',
  },
  json: {
    flag: '--json',
    variable: null,
    value: null,
    standard: 'off',
    about: 'Prints exactly one JSON value on standard output and nothing else.',
  },
} as const satisfies Record<string, Option>;

export interface Config {
  readonly dataFolder: string;
  readonly clouds: ReadonlyMap<string, Cloud>;
  /** Null for the connector's own bounds. */
  readonly maxWaitSeconds: number | null;
  readonly runsAtATime: number;
  readonly logLevel: LogLevel;
  readonly network: NetworkConfig;
  readonly mail: MailConfig;
  readonly webhookHosts: AllowedHosts;
  readonly targetHosts: AllowedHosts;
  /** Nominal time in ms; null for the clock's. */
  readonly now: number | null;
  readonly company: string | null;
  readonly json: boolean;
}

export interface Secrets {
  readonly databaseUrl: string | null;
  readonly key: Buffer | null;
  readonly newKey: Buffer | null;
  readonly metricsToken: string | null;
  readonly oidcClientSecret: string | null;
  readonly smtpPassword: string | null;
}

export interface ConfigFault {
  /** The flag or variable as it is typed. */
  option: string;
  message: string;
  cure: string;
}

export interface Surroundings {
  /** Flag → value as given; a switch has an empty text. */
  flags: ReadonlyMap<string, string>;
  environment: Readonly<Record<string, string | undefined>>;
  isRoot: boolean;
  home: string;
}

export function parseConfig(
  from: Surroundings,
): { config: Config; secrets: Secrets } | { faults: ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const given = (option: Pick<Option, 'flag' | 'variable'>) => {
    const flag = option.flag === null ? undefined : from.flags.get(option.flag);
    const variable = option.variable === null ? undefined : from.environment[option.variable];
    // An empty variable is how shells and container files say "not set".
    return flag ?? (variable?.trim() ? variable : undefined);
  };
  const fault = (option: string, message: string, cure: string) => faults.push({ option, message, cure });
  const network = parseNetworkOptions(given, fault);
  const { mail, smtpPassword } = parseMailOptions(given, network.origin, fault);
  const config: Config = {
    dataFolder: resolve(given(options.data) ?? standardDataFolder(from)),
    clouds: parseCloudOption(given(options.clouds), faults),
    maxWaitSeconds: parseMaxWait(given(options.maxWait), faults),
    runsAtATime: parseRunsAtATime(given(options.runsAtATime), faults),
    logLevel: parseLogLevel(given(options.logLevel), faults),
    network,
    mail,
    webhookHosts: parseWebhookHosts(given, fault),
    targetHosts: parseTargetHosts(given, fault),
    now: parseNow(given(options.now), given(options.testClock) === '1', faults),
    company: given(options.company) ?? null,
    json: from.flags.has(options.json.flag),
  };
  const secrets = {
    databaseUrl: given(options.databaseUrl) ?? null,
    key: parseKeyOption('ROLLCALL_KEY', given(options.key), faults),
    metricsToken: given(options.metricsToken)?.trim() ?? null,
    newKey: parseKeyOption('ROLLCALL_KEY_NEW', given(options.newKey), faults),
    oidcClientSecret: given(options.oidcClientSecret) ?? null,
    smtpPassword,
  };
  if (from.flags.get(options.data.flag)?.trim() === '') {
    faults.push({
      option: '--data',
      message: 'The folder’s name is empty.',
      cure: 'Write --data and the path of a folder.',
    });
  }
  return faults.length ? { faults } : { config: Object.freeze(config), secrets: Object.freeze(secrets) };
}

function standardDataFolder({ isRoot, home, environment }: Surroundings): string {
  if (isRoot) return '/var/lib/rollcall';
  return join(environment['XDG_DATA_HOME']?.trim() || join(home, '.local', 'share'), 'rollcall');
}

function parseCloudOption(text: string | undefined, faults: ConfigFault[]): ReadonlyMap<string, Cloud> {
  const parsed = parseClouds(text);
  if ('clouds' in parsed) return parsed.clouds;
  for (const { line, column, key, message, cure } of parsed.faults) {
    const place = line === null ? '' : ` (line ${line}, column ${column}${key ? `, ${key}` : ''})`;
    faults.push({ option: 'ROLLCALL_CLOUDS', message: `${message}${place}`, cure });
  }
  return new Map();
}

function parseMaxWait(text: string | undefined, faults: ConfigFault[]): number | null {
  if (text === undefined) return null;
  if (/^\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  const message = `${JSON.stringify(text)} is not a number of seconds.`;
  faults.push({ option: 'ROLLCALL_MAX_WAIT_SECONDS', message, cure: 'Write a number, such as 60.' });
  return null;
}

function parseLogLevel(text: string | undefined, faults: ConfigFault[]): LogLevel {
  const level = logLevels.find((one) => one === text?.trim().toLowerCase());
  if (text === undefined || level) return level ?? 'info';
  const message = `${JSON.stringify(text)} is no level.`;
  faults.push({ option: 'ROLLCALL_LOG_LEVEL', message, cure: `Write one of ${logLevels.join(', ')}.` });
  return 'info';
}

function parseRunsAtATime(text: string | undefined, faults: ConfigFault[]): number {
  if (text === undefined) return 4;
  const runs = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  if (runs >= 1 && runs <= 32) return runs;
  const message = `${JSON.stringify(text)} is not a number of runs.`;
  faults.push({
    option: 'ROLLCALL_RUNS_AT_A_TIME',
    message,
    cure: 'Write a number from 1 to 32, such as 4.',
  });
  return 4;
}

function parseNow(text: string | undefined, isAllowed: boolean, faults: ConfigFault[]): number | null {
  if (text === undefined) return null;
  if (!isAllowed) {
    faults.push({
      option: '--now',
      message: '--now is for tests only.',
      cure: 'Leave it out, or set ROLLCALL_TEST_CLOCK=1.',
    });
    return null;
  }
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (!Number.isNaN(time)) return time;
  const message = `${JSON.stringify(text)} is not a point in time.`;
  faults.push({ option: '--now', message, cure: 'Write it in full with its offset: 2026-01-31T02:00:00Z.' });
  return null;
}

function parseKeyOption(option: string, text: string | undefined, faults: ConfigFault[]): Buffer | null {
  if (text === undefined) return null;
  const key = parseKey(text);
  if (!key) {
    const cure = 'Write 32 bytes as 64 hexadecimal digits or base64; openssl rand -hex 32 makes one.';
    faults.push({ option, message: `${option} is not a key of 32 bytes.`, cure });
  }
  return key;
}

/** docs/options.md, made from the table; a test sees that the file is up to date. */
export function presentOptions(): string {
  const rows = Object.values<Option>(options).map(({ flag, variable, value, standard, about }) => {
    const names = [flag && `\`${flag}${value ? ` ${value}` : ''}\``, variable && `\`${variable}\``];
    return `| ${names.filter(Boolean).join(', ')} | ${standard} | ${about} |`;
  });
  const head = '# Options\n\nMade from the table in `src/config.ts`; a flag wins over the environment.\n';
  return `${head}\n| option | without it | what it is |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
