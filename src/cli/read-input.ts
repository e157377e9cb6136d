// Reads what an import is given: a file or standard input, of bounded size, as UTF-8 text or as it is. What
// cannot be read is wrong input (exit code 2) and says which file and why.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CommandError } from './command.ts';

/** A company with 20,000 single numbers takes 2 MB; somebody's log file takes more. */
const MAX_BYTES = 16 * 1024 * 1024;

const fileFaults: Record<string, [message: string, cure: string]> = {
  ENOENT: ['does not exist', 'Correct the path.'],
  EACCES: ['may not be read by this user', 'Give this user the right to read it.'],
  EPERM: ['may not be read by this user', 'Give this user the right to read it.'],
  EISDIR: ['is a folder', 'Name the file in it.'],
  ENOTDIR: ['does not exist', 'Correct the path.'],
  ELOOP: ['is a link that leads in a circle', 'Correct the path.'],
  ENAMETOOLONG: ['has a name that is too long', 'Correct the path.'],
};

export async function readInput(file: string, stdin: Readable, signal: AbortSignal): Promise<string> {
  const bytes = await readInputBytes(file, stdin, signal);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw unreadable(
      nameOf(file),
      'is not UTF-8 text',
      'Save it as UTF-8 (some editors call it "Unicode" and write UTF-16).',
      error,
    );
  }
}

const nameOf = (file: string) => (file === '-' ? 'standard input' : file);

/** Where the program finds out by itself how the text is encoded. */
export async function readInputBytes(file: string, stdin: Readable, signal: AbortSignal): Promise<Buffer> {
  const name = nameOf(file);
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    if (file !== '-' && (await stat(file)).isDirectory())
      throw unreadable(name, ...(fileFaults['EISDIR'] ?? ['', '']));
    const source = file === '-' ? stdin : createReadStream(file, { signal });
    const stop = () =>
      source.destroy(new CommandError('interrupted', 'Interrupted.', 'Start it again.', { exitCode: 1 }));
    signal.addEventListener('abort', stop, { once: true });
    for await (const chunk of source) {
      const part = Buffer.from(chunk as Uint8Array);
      bytes += part.length;
      if (bytes > MAX_BYTES)
        throw unreadable(
          name,
          `is larger than ${MAX_BYTES / 1024 / 1024} MB`,
          'Check that it is the right file, or split it by company.',
        );
      chunks.push(part);
    }
    signal.removeEventListener('abort', stop);
  } catch (error) {
    throw mapReadFault(error, name);
  }
  return Buffer.concat(chunks);
}

function mapReadFault(error: unknown, name: string): unknown {
  if (error instanceof CommandError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [message, cure] = fileFaults[code] ?? [
    `cannot be read (${code || String(error)})`,
    'Check the file.',
  ];
  return unreadable(name, message, cure, error);
}

function unreadable(name: string, message: string, cure: string, cause?: unknown): CommandError {
  const subject = name === 'standard input' ? 'Standard input' : `The file ${name}`;
  return new CommandError(
    'input.unreadable',
    `${subject} ${message}.`,
    cure,
    cause === undefined ? {} : { cause },
  );
}
