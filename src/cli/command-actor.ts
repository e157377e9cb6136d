// Who typed a command, as the audit log and runs tell it.
import { userInfo } from 'node:os';
import type { Actor } from '../store/audit-log.ts';

/** By the operating system's name; it may know none (a bare container). */
export function commandActor(): Actor {
  try {
    return { kind: 'cli', id: null, name: userInfo().username };
  } catch {
    return { kind: 'cli', id: null, name: 'command line' };
  }
}
