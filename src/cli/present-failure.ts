// A failure ─▶ exit code, {"error": {code, message, cure}} for scripts and lines for people. Whatever has a
// code and a cure was foreseen; anything else is a bug and says so, with its stack on standard error.
import { CommandError } from './command.ts';
import type { CommandResult } from './command.ts';
import type { UsageFault } from './command-line.ts';
import { paint, presentCount, presentPlain } from './terminal.ts';

export interface Failure {
  result: CommandResult;
  /** For standard error. */
  lines: string[];
}

interface Foreseen extends Error {
  code: string;
  cure: string;
}

export function presentFailure(error: unknown): Failure {
  if (isForeseen(error)) {
    const { code, message, cure } = error;
    const isCommand = error instanceof CommandError;
    const details = isCommand ? error.details : {};
    return {
      result: {
        exitCode: isCommand ? error.exitCode : 1,
        json: { error: { code, message, cure, ...details } },
        text: '',
      },
      lines: presentLines(message, cure, details['faults']),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const cure = 'This is a fault in Rollcall: report it with what is printed above.';
  return {
    result: { exitCode: 1, json: { error: { code: 'internal', message, cure } }, text: '' },
    lines: [
      error instanceof Error ? (error.stack ?? message) : message,
      ...presentLines(message, cure, undefined),
    ],
  };
}

export function presentUsage(faults: readonly UsageFault[]): Failure {
  const [first] = faults;
  const message = faults.map((one) => one.message).join(' ');
  const cure = [...new Set(faults.map((one) => one.cure))].join(' ');
  return {
    result: {
      exitCode: 2,
      json: { error: { code: 'usage', message: first ? message : 'Wrong usage.', cure } },
      text: '',
    },
    lines: faults.flatMap((one) => presentLines(one.message, one.cure, undefined)),
  };
}

function isForeseen(error: unknown): error is Foreseen {
  if (!(error instanceof Error)) return false;
  return (
    'code' in error && 'cure' in error && typeof error.code === 'string' && typeof error.cure === 'string'
  );
}

/** A file can have a fault in each of its hundred thousand lines; whoever mends the first sees the next. */
const MOST_FAULTS = 40;

interface ShownFault {
  line: number | null;
  /** In a text its place, in a table its heading. */
  column: number | string | null;
  key?: string;
  message: string;
  cure: string;
}

function presentLines(message: string, cure: string, faults: unknown): string[] {
  const red = (text: string) => paint('red', text, process.stderr);
  const dim = (text: string) => paint('dim', text, process.stderr);
  const list = Array.isArray(faults) ? (faults as ShownFault[]) : [];
  const told = list.length > 1 ? list.slice(0, MOST_FAULTS) : [];
  const more = list.length - MOST_FAULTS;
  return [
    `${red('Error')} ${message}`,
    ...told.flatMap((one) => [
      `  ${presentPlace(one)}${one.key ? `${dim(one.key)}  ` : ''}${presentPlain(one.message)}`,
      `      ${dim(one.cure)}`,
    ]),
    ...(more > 0 ? [`  … and ${presentCount(more)} more; --json has them all.`] : []),
    `      ${cure}`,
  ];
}

function presentPlace({ line, column }: ShownFault): string {
  if (line === null) return '';
  if (typeof column === 'string') return `line ${line}, ${presentPlain(column)}  `;
  return column === null ? `line ${line}  ` : `${line}:${column}  `;
}
