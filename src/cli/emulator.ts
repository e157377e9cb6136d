// rollcall emulator: starts the Entra look-alike as a program of its own, hands arguments, streams and signals
// to it and its exit code back. The two share no code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command, ExitCode } from './command.ts';

export const emulator: Command = async ({ passedOn, signal }) => {
  const start = fileURLToPath(new URL('../../emulator/main.ts', import.meta.url));
  const child = spawn(process.execPath, [start, ...passedOn], { stdio: 'inherit' });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const [code] = (await once(child, 'exit')) as [number | null];
  signal.removeEventListener('abort', stop);
  return { exitCode: (code ?? (signal.aborted ? 0 : 1)) as ExitCode, json: undefined, text: '' };
};
