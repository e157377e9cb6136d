// What a command gets and gives back. A command prints nothing on standard output itself: it returns one value
// for scripts and one text for people, and one of the two is printed. Progress goes to `say`.
import type { Config, Secrets } from '../config.ts';
import type { Log } from '../log.ts';

export interface CommandContext {
  config: Config;
  secrets: Secrets;
  /** What stands after the command's name and is no option. */
  words: readonly string[];
  /** Options of this command alone, as typed. */
  flags: ReadonlySet<string>;
  /** Everything after the command's name as it was typed, for the command that passes it on. */
  passedOn: readonly string[];
  environment: NodeJS.ProcessEnv;
  /** Aborted by the first SIGINT or SIGTERM. */
  signal: AbortSignal;
  /** A line on standard error. */
  say: (line: string) => void;
  /** What servers log, on standard error: JSON lines, on a terminal lines for people. */
  log: Log;
}

/** succeeded 0 · failed or refused 1 · wrong usage or input 2 · withheld 3 (SPEC §11). */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandResult {
  exitCode: ExitCode;
  json: unknown;
  text: string;
}

export type Command = (context: CommandContext) => Promise<CommandResult>;

/** Something is wrong with what was asked for; told with what to do about it, and nothing was changed. */
export class CommandError extends Error {
  readonly code: string;
  readonly cure: string;
  readonly exitCode: ExitCode;
  /** Further keys of the error in JSON, such as every fault of a document. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    cure: string,
    options: { exitCode?: ExitCode; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CommandError';
    this.code = code;
    this.cure = cure;
    this.exitCode = options.exitCode ?? 2;
    this.details = options.details ?? {};
  }
}

/** What was refused below, as a command says it: wrong input is 2, a good question with the answer no is 1 (SPEC §11). */
export function refusal({
  code,
  message,
  cure,
}: {
  code: string;
  message: string;
  cure: string;
}): CommandError {
  const isInput = /^date\.|\.(invalid|unknown|missing)$/.test(code);
  return new CommandError(code, message, cure, { exitCode: isInput ? 2 : 1 });
}
