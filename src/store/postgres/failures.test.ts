// What file system, initdb and postgres say becomes a sentence and a cure.

import { expect, test } from 'vitest';
import { DatabaseUnavailable } from '../database-unavailable.ts';
import { mapFileFault, mapProgramFault, mapStartFault } from './failures.ts';

const INITDB_FULL = `initdb: error: could not write to file "/srv/data/pg_wal/xlogtemp.59": No space left on device
initdb: removing data directory "/srv/data"`;

test.each([
  [INITDB_FULL, 'is full', 'Free some space'],
  ['FATAL:  could not create shared memory segment: Invalid argument', 'shared memory', 'more memory'],
  ['Error: spawn /opt/x/bin/initdb ENOENT', 'do not run on this machine', 'Set DATABASE_URL'],
  ["initdb: libm.so.6: version `GLIBC_2.38' not found", 'do not run on this machine', 'Set DATABASE_URL'],
  ['could not look up effective user ID 1234: user does not exist', 'has a name', '/etc/passwd'],
  ['LOG: a\nFATAL:  data directory "/x" has wrong ownership\n', 'has wrong ownership', 'DATABASE_URL'],
])('Of %j the cause and a cure are told', (said, message, cure) => {
  const fault = mapProgramFault('initdb', said, '/srv/data');
  expect(fault.code).toBe('database.unavailable');
  expect(fault.message).toContain(message);
  expect(fault.cure).toContain(cure);
});

test('A full disk and a read-only one are told from a bug, which is passed on as it is', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const mapped = mapFileFault(full, '/srv/data');
  expect(mapped).toBeInstanceOf(DatabaseUnavailable);
  expect(String(mapped)).toContain('/srv/data is on a disk that is full');
  const bug = new TypeError('x is not a function');
  expect(mapFileFault(bug, '/srv/data')).toBe(bug);
});

test('Faults that another try may cure are known by the server’s words', () => {
  expect(mapStartFault('LOG:  could not bind IPv4 address "127.0.0.1": Address already in use')).toBe(
    'portTaken',
  );
  expect(mapStartFault('FATAL:  lock file "postmaster.pid" already exists')).toBe('alreadyRunning');
  expect(mapStartFault('FATAL:  pre-existing shared memory block (key 1) is still in use')).toBe(
    'memoryInUse',
  );
  expect(mapStartFault('FATAL:  could not load server certificate')).toBe('other');
});
