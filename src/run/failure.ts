// Why a run came to nothing, as a stable code, a sentence and a cure. A bug is told as such and thrown on: it is for
// the log and whoever mends it, never only a line in a report.
import { OutsideError } from '../connectors/outside-error.ts';
import { DatabaseUnavailable } from '../store/database-unavailable.ts';
import { FenceLost } from '../store/runs.ts';
import type { RunError } from '../store/runs.ts';

export interface Failure extends RunError {
  isBug: boolean;
}

export const calledOff: RunError = {
  code: 'run.interrupted',
  message: 'The run was called off; nothing of it was applied.',
  cure: 'Start it again: it reads and plans afresh.',
};

export function matchFailure(error: unknown, signal: AbortSignal | undefined): Failure {
  if (signal?.aborted || error instanceof FenceLost) {
    return { ...calledOff, isBug: false };
  }
  if (error instanceof OutsideError || error instanceof DatabaseUnavailable) {
    const about = error instanceof OutsideError ? error.about : {};
    return { code: error.code, message: error.message, cure: error.cure, about, isBug: false };
  }
  if (isDatabaseDown(error)) {
    return {
      code: 'database.unavailable',
      message: `The database could not be used: ${error instanceof Error ? error.message : String(error)}.`,
      cure: 'See that PostgreSQL runs and has space; then start the run again.',
      isBug: false,
    };
  }
  return {
    code: 'internal',
    message: 'The program made a mistake; nothing of the run was applied.',
    cure: 'Report it with the log of this run.',
    isBug: true,
  };
}

/** For what fails before a run has begun or after it has ended: the same sentence as in its report. */
export function mapDatabaseFault(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable || !isDatabaseDown(error)) return error;
  const { message, cure } = matchFailure(error, undefined);
  return new DatabaseUnavailable(message, cure, { cause: error });
}

const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);
/** Classes of SQLSTATE that say something about the server rather than about our statement. */
const serverClasses = new Set(['08', '25', '40', '53', '54', '55', '57', '58', 'XX']);

function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (connectionCodes.has(code)) return true;
  if (/^[0-9A-Z]{5}$/.test(code)) return serverClasses.has(code.slice(0, 2));
  return /connection terminated|timeout exceeded when trying to connect/i.test(error.message);
}
