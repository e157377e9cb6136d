// Structured logs: one JSON line for each thing that happened, with ids, codes, counts and times. Never a secret and
// never a person's name, address or number: fields are a closed list, sentences are constant (tested), and of an error
// only what cannot hold people's data is kept. Who is meant is found by id in the directory, which has access rules.
import { pino, stdTimeFunctions } from 'pino';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Everything a line may carry beside its sentence. A new name goes here, after thought about what it will hold. */
export interface LogFields {
  companyId?: string | null;
  templateId?: string | null;
  runId?: string | null;
  requestId?: string | null;
  jobId?: string | null;
  mailId?: string | null;
  /** The stable code of an error or reason. */
  code?: string | null;
  state?: string;
  trigger?: string;
  /** Which of several things: a brake, a queue, a step. A word of the program's own. */
  kind?: string;
  method?: string;
  /** The route's pattern, never the address as it was called: that may hold an alias. */
  route?: string;
  status?: number;
  durationMs?: number;
  seconds?: number;
  count?: number;
  counts?: Readonly<Record<string, number>>;
  /** Where this process answers. */
  address?: string;
  pid?: number;
  attempt?: number;
  version?: string;
  /** A file or folder of this installation. */
  path?: string;
  /** Anything thrown. Its message is kept without what stands in quotes, and its stack. */
  error?: unknown;
}

export interface Log {
  debug(sentence: string, fields?: LogFields): void;
  info(sentence: string, fields?: LogFields): void;
  warn(sentence: string, fields?: LogFields): void;
  error(sentence: string, fields?: LogFields): void;
  /** A log whose lines all carry these fields. */
  with(fields: LogFields): Log;
}

export function openLog(options: {
  level: LogLevel;
  /** Takes one JSON line with its line end. */
  write: (line: string) => void;
}): Log {
  const out = pino(
    {
      level: options.level,
      // The process id tells lines of several processes on one machine apart; the host is known to whoever collects them.
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: options.write },
  );
  const wrap = (to: typeof out): Log => ({
    debug: (sentence, fields = {}) => to.debug(presentFields(fields), sentence),
    info: (sentence, fields = {}) => to.info(presentFields(fields), sentence),
    warn: (sentence, fields = {}) => to.warn(presentFields(fields), sentence),
    error: (sentence, fields = {}) => to.error(presentFields(fields), sentence),
    with: (fields) => wrap(to.child(presentFields(fields))),
  });
  return wrap(out);
}

/** For whoever has nobody to tell, such as a command that ends in a moment. */
export const noLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => noLog,
};

function presentFields({ error, ...fields }: LogFields): Record<string, unknown> {
  return error === undefined ? fields : { ...fields, error: presentError(error) };
}

interface LoggedError {
  name: string;
  code?: string;
  message: string;
  /** Where of PostgreSQL's schema. */
  table?: string;
  constraint?: string;
  stack?: string[];
  cause?: LoggedError;
}

/** Deep enough for a wrapped database error; a circle of causes must not hang the log. */
const MOST_CAUSES = 4;

/**
 * What of an error may be logged. PostgreSQL's `detail`, `where` and `internalQuery` hold values of rows and are left out, and so
 * are a statement's parameters; quoted text in messages is what JSON.parse, assertions and PostgreSQL put values in.
 */
export function presentError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, message: '' };
  const text = (key: string) => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' && value !== '' ? { [key]: value } : {};
  };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const hasCause = error.cause !== undefined && error.cause !== null && depth < MOST_CAUSES;
  return {
    name: error.name,
    ...text('code'),
    message: hideValues(error.message),
    ...text('table'),
    ...text('constraint'),
    ...(frames.length ? { stack: frames.map((line) => line.trim()) } : {}),
    ...(hasCause ? { cause: presentError(error.cause, depth + 1) } : {}),
  };
}

const LONGEST_MESSAGE = 300;

/**
 * The first line of a message, without mail addresses, numbers that could be telephones, and everything from the first quotation
 * mark to the last: what is quoted has quotation marks of its own (JSON, O'Brien), so that pairs can not be told.
 */
export function hideValues(message: string): string {
  const [line = ''] = message.split('\n');
  return line
    .replace(/["'`“”„«»‘’].*["'`“”„«»‘’]/u, '…')
    .replace(/["'`“”„«»‘’].*/u, '…')
    .replaceAll(/[^\s@]+@[^\s@]+/gu, '…')
    .replaceAll(/\+?\d[\d\s-]{5,}\d/gu, '…')
    .slice(0, LONGEST_MESSAGE);
}
