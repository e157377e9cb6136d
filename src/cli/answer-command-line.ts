// Carries out one command line: arguments and environment ─▶ command ─▶ one answer and an exit code. With --json
// standard output carries exactly one JSON value, whatever happens. Ends cleanly on SIGINT and SIGTERM, at
// once on the second.
import { once } from 'node:events';
import { homedir } from 'node:os';
import { parseConfig } from '../config.ts';
import { parseCommandLine, presentHelp, wantsJson } from './command-line.ts';
import type { CommandLine, UsageFault } from './command-line.ts';
import type { CommandResult } from './command.ts';
import { openLog } from '../log.ts';
import type { Log } from '../log.ts';
import { presentLogLine } from './present-log.ts';
import { readVersion } from './read-version.ts';
import { presentFailure, presentUsage } from './present-failure.ts';

export async function answerCommandLine(args: readonly string[]): Promise<void> {
  const stopping = new AbortController();
  listenForSignals(stopping);
  // Whoever reads us may stop reading (`| head`): that is no fault of ours. Who reads no log ends no service.
  for (const [stream, isAnswer] of [
    [process.stdout, true],
    [process.stderr, false],
  ] as const) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      if (isAnswer) process.exit(0);
    });
  }
  const result = await answer(args, stopping.signal);
  const output = wantsJson(args) ? presentJson(result.json) : result.text && `${result.text}\n`;
  // Waits until it has been taken: what a pipe has not taken yet is lost at exit.
  if (output && !process.stdout.write(output)) await once(process.stdout, 'drain');
  process.exitCode = result.exitCode;
}

async function answer(args: readonly string[], signal: AbortSignal): Promise<CommandResult> {
  const parsed = parseCommandLine(args);
  if (parsed.is === 'help')
    return { exitCode: 0, json: { help: presentHelp(parsed.about) }, text: presentHelp(parsed.about) };
  if (parsed.is === 'version')
    return { exitCode: 0, json: { version: readVersion() }, text: `rollcall ${readVersion()}` };
  if (parsed.is === 'wrong') return failUsage(parsed.faults);
  try {
    return await runCommand(parsed.line, signal);
  } catch (error) {
    const { result, lines } = presentFailure(error);
    for (const line of lines) say(line);
    return result;
  }
}

async function runCommand(line: CommandLine, signal: AbortSignal): Promise<CommandResult> {
  const configured = parseConfig({
    flags: line.shared,
    environment: process.env,
    isRoot: process.getuid?.() === 0,
    home: homedir(),
  });
  if ('faults' in configured) {
    return failUsage(
      configured.faults.map(({ option, message, cure }) => ({ message: `${option}: ${message}`, cure })),
    );
  }
  const command = await line.entry.load();
  const log = openLog({
    level: configured.config.logLevel,
    write: (text) => void process.stderr.write(process.stderr.isTTY ? presentLogLine(text) : text),
  });
  endOnFault(log);
  return command({
    ...configured,
    words: line.words,
    flags: line.own,
    passedOn: line.passedOn,
    signal,
    say,
    log,
  });
}

/** What nobody waits for and fails ends the process, as always; but Node would print all of it, rows of the database included. */
function endOnFault(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('A fault that nobody expected ends the process.', { error });
    process.exit(1);
  });
}

function failUsage(faults: readonly UsageFault[]): CommandResult {
  const { result, lines } = presentUsage(faults);
  for (const line of lines) say(line);
  return result;
}

function listenForSignals(stopping: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping.abort();
    });
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

const presentJson = (value: unknown): string =>
  value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`;
