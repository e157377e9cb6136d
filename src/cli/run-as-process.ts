// Carries out this process's command line: its streams, its signals and its exit code. Ends cleanly on SIGINT and SIGTERM, at
// once on the second.
import { once } from 'node:events';
import type { Log } from '../log.ts';
import { answerCommandLine, presentAnswer } from './answer-command-line.ts';
import { presentLogLine } from './present-log.ts';

export async function runAsProcess(args: readonly string[]): Promise<void> {
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
  const result = await answerCommandLine(args, {
    environment: process.env,
    signal: stopping.signal,
    say: (line) => void process.stderr.write(`${line}\n`),
    writeLog: (text) => void process.stderr.write(process.stderr.isTTY ? presentLogLine(text) : text),
    onLog: endOnFault,
  });
  const output = presentAnswer(args, result);
  // Waits until it has been taken: what a pipe has not taken yet is lost at exit.
  if (output && !process.stdout.write(output)) await once(process.stdout, 'drain');
  process.exitCode = result.exitCode;
}

/** What nobody waits for and fails ends the process, as always; but Node would print all of it, rows of the database included. */
function endOnFault(log: Log): void {
  process.on('uncaughtException', (error) => {
    log.error('A fault that nobody expected ends the process.', { error });
    process.exit(1);
  });
}

function listenForSignals(stopping: AbortController): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping.abort();
    });
  }
}
