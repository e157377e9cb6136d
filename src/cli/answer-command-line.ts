// Carries out one command line: arguments and environment ─▶ command ─▶ one answer. Touches nothing of the process that it is
// in: run-as-process.ts does, and the tests ask many command lines in one process.
import { homedir } from 'node:os';
import { parseConfig } from '../config.ts';
import { openLog } from '../log.ts';
import type { Log } from '../log.ts';
import { parseCommandLine, presentHelp, wantsJson } from './command-line.ts';
import type { CommandLine, UsageFault } from './command-line.ts';
import type { CommandResult } from './command.ts';
import { presentFailure, presentUsage } from './present-failure.ts';
import { readVersion } from './read-version.ts';

export interface Surroundings {
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** A line on standard error. */
  say: (line: string) => void;
  /** Takes what the log says, each with its end of line. */
  writeLog: (text: string) => void;
  /** Told of the log as soon as there is one. */
  onLog?: (log: Log) => void;
}

export async function answerCommandLine(
  args: readonly string[],
  around: Surroundings,
): Promise<CommandResult> {
  const parsed = parseCommandLine(args);
  if (parsed.is === 'help')
    return { exitCode: 0, json: { help: presentHelp(parsed.about) }, text: presentHelp(parsed.about) };
  if (parsed.is === 'version')
    return { exitCode: 0, json: { version: readVersion() }, text: `rollcall ${readVersion()}` };
  if (parsed.is === 'wrong') return failUsage(parsed.faults, around);
  try {
    return await runCommand(parsed.line, around);
  } catch (error) {
    const { result, lines } = presentFailure(error);
    for (const line of lines) around.say(line);
    return result;
  }
}

/** What goes to standard output: with --json exactly one JSON value, whatever happened. */
export function presentAnswer(args: readonly string[], { json, text }: CommandResult): string {
  if (!wantsJson(args)) return text && `${text}\n`;
  return json === undefined ? '' : `${JSON.stringify(json, null, 2)}\n`;
}

async function runCommand(line: CommandLine, around: Surroundings): Promise<CommandResult> {
  const { environment, signal, say, writeLog, onLog } = around;
  const configured = parseConfig({
    flags: line.shared,
    environment,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
  });
  if ('faults' in configured) {
    const faults = configured.faults.map(({ option, message, cure }) => ({
      message: `${option}: ${message}`,
      cure,
    }));
    return failUsage(faults, around);
  }
  const command = await line.entry.load();
  const log = openLog({ level: configured.config.logLevel, write: writeLog });
  onLog?.(log);
  return command({
    ...configured,
    words: line.words,
    flags: line.own,
    passedOn: line.passedOn,
    environment,
    signal,
    say,
    log,
  });
}

function failUsage(faults: readonly UsageFault[], { say }: Surroundings): CommandResult {
  const { result, lines } = presentUsage(faults);
  for (const line of lines) say(line);
  return result;
}
