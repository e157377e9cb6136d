// Puts what the file system, initdb or postgres said into a sentence and a cure. Pure.
// Does not decide whether something is tried again; that is server.ts.

import { DatabaseUnavailable } from '../database-unavailable.ts';

export const OTHER_DATABASE = 'set DATABASE_URL to use another PostgreSQL';

const FILE_FAULTS: Record<string, [message: string, cure: string]> = {
  EACCES: ['may not be written by this user', 'Run as the user that owns it, or choose another with --data'],
  EPERM: ['may not be written by this user', 'Run as the user that owns it, or choose another with --data'],
  EROFS: ['is on a read-only file system', 'Choose a folder that can be written with --data'],
  ENOSPC: ['is on a disk that is full', 'Free some space, or choose a folder on another disk with --data'],
  EDQUOT: ['is over the disk quota', 'Free some space, or choose a folder on another disk with --data'],
  ENOTDIR: ['is not a folder', 'Choose a folder with --data'],
  EEXIST: ['is not a folder', 'Choose a folder with --data'],
};

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A file system's refusal under the data folder becomes words; anything else is passed on as it is. */
export function mapFileFault(error: unknown, folder: string): unknown {
  const fault = FILE_FAULTS[codeOf(error)];
  if (!fault) return error;
  const [message, cure] = fault;
  return new DatabaseUnavailable(`The data folder ${folder} ${message}.`, `${cure}, or ${OTHER_DATABASE}.`, {
    cause: error,
  });
}

export type StartFault = 'portTaken' | 'alreadyRunning' | 'memoryInUse' | 'other';

/** Which of the faults that a second try may cure does the server's log tell of? */
export function mapStartFault(log: string): StartFault {
  if (/could not bind IPv4 address|Address already in use/.test(log)) return 'portTaken';
  if (/lock file "postmaster\.pid" already exists/.test(log)) return 'alreadyRunning';
  if (/pre-existing shared memory block/.test(log)) return 'memoryInUse';
  return 'other';
}

/** Words for what initdb or postgres printed before it gave up. */
export function mapProgramFault(program: string, log: string, folder: string): DatabaseUnavailable {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? 'nothing';
  const cause = new Error(lines.slice(-20).join('\n'));
  if (/No space left on device|Disk quota exceeded/.test(log)) {
    return new DatabaseUnavailable(
      `The disk that holds ${folder} is full.`,
      `Free some space, or choose a folder on another disk with --data, or ${OTHER_DATABASE}.`,
      { cause },
    );
  }
  if (/could not (create|resize) shared memory|could not map anonymous shared memory/.test(log)) {
    return new DatabaseUnavailable(
      'There is not enough shared memory for the database (about 150 MB is needed).',
      `Give the machine or container more memory, or ${OTHER_DATABASE}.`,
      { cause },
    );
  }
  if (/spawn .*(ENOENT|EACCES|EPERM|EINVAL)|GLIBC|loading shared libraries|exec format/i.test(log)) {
    return new DatabaseUnavailable(
      `The PostgreSQL programs of this installation do not run on this machine: ${telling.trim()}`,
      'Set DATABASE_URL to a PostgreSQL of version 15 or later.',
      { cause },
    );
  }
  if (/could not look up effective user ID/.test(log)) {
    return new DatabaseUnavailable(
      `PostgreSQL runs only as a user that has a name: ${telling.trim()}`,
      `Run Rollcall as a user that is in /etc/passwd, or ${OTHER_DATABASE}.`,
      { cause },
    );
  }
  return new DatabaseUnavailable(
    `The embedded PostgreSQL (${program}) in ${folder} gave up: ${telling.trim()}`,
    `Put right what it complains about, or ${OTHER_DATABASE}.`,
    { cause },
  );
}
