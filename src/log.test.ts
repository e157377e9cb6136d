import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { hideValues, openLog, presentError } from './log.ts';
import type { Log } from './log.ts';

interface Line {
  level: string;
  time: string;
  pid: number;
  msg: string;
  [field: string]: unknown;
}

function openTestLog(level: 'debug' | 'info' | 'warn' | 'silent' = 'info'): {
  log: Log;
  lines: () => Line[];
} {
  const written: string[] = [];
  const log = openLog({ level, write: (line) => written.push(line) });
  return { log, lines: () => written.map((line) => JSON.parse(line) as Line) };
}

test('a line is one JSON object with level, time, sentence and the fields given', () => {
  const { log, lines } = openTestLog();
  log
    .with({ companyId: 'c1' })
    .with({ runId: 'r1' })
    .info('A run has ended.', { state: 'succeeded', durationMs: 12 });
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      pid: process.pid,
      companyId: 'c1',
      runId: 'r1',
      state: 'succeeded',
      durationMs: 12,
      msg: 'A run has ended.',
    },
  ]);
});

test('lines below the level are not written', () => {
  const { log, lines } = openTestLog('warn');
  log.debug('One.');
  log.info('Two.');
  log.warn('Three.');
  log.error('Four.');
  expect(lines().map(({ msg }) => msg)).toEqual(['Three.', 'Four.']);
  const silent = openTestLog('silent');
  silent.log.error('Five.');
  expect(silent.lines()).toEqual([]);
});

test('of a database error its code, table and constraint are kept, and no value of a row', () => {
  const error = new pg.DatabaseError(
    'duplicate key value violates unique constraint "users_alias"',
    9,
    'error',
  );
  error.code = '23505';
  error.table = 'users';
  error.constraint = 'users_alias';
  error.detail = 'Key (company_id, alias_key)=(1, anna.berg) already exists.';
  error.where = 'COPY users, line 1: "anna.berg"';
  const { log, lines } = openTestLog();
  log.error('It failed.', { error: new Error('Not written.', { cause: error }) });
  const text = JSON.stringify(lines());
  expect(text).not.toMatch(/anna/);
  expect(lines()[0]?.['error']).toMatchObject({
    message: 'Not written.',
    cause: { code: '23505', table: 'users', constraint: 'users_alias' },
  });
});

test('what JSON.parse and assertions quote of people is not kept', () => {
  const parse = () => JSON.parse('{"name": Anna Berg}') as unknown;
  let thrown: unknown;
  try {
    parse();
  } catch (error) {
    thrown = error;
  }
  expect(JSON.stringify(presentError(thrown))).not.toMatch(/Anna/);
  expect(hideValues('no user anna.berg@nordvik.example on +46 8 465 004 12\nsecond line')).toBe(
    'no user … on …',
  );
  // What is quoted has quotation marks of its own.
  for (const text of [
    '..."x","b":Anna Berg}" is not JSON',
    "no 'O'Anna' here",
    "can't find 'Anna'",
    'cut "Anna',
  ]) {
    expect(hideValues(text)).not.toMatch(/Anna/);
  }
  expect(hideValues("Cannot read properties of undefined (reading 'alias')")).toMatch(
    /^Cannot read properties/,
  );
});

test('an error keeps where it was thrown, its causes end, and what is no error does no harm', () => {
  const round = new Error('Round.');
  round.cause = round;
  expect(JSON.stringify(presentError(round)).length).toBeLessThan(20_000);
  expect(presentError(round).stack?.[0]).toMatch(/^at .*log\.test\.ts/);
  expect(presentError('Anna Berg')).toEqual({ name: 'string', message: '' });
  expect(presentError(undefined)).toEqual({ name: 'undefined', message: '' });
});

test('whatever is quoted, or looks like an address or a telephone number, is hidden', () => {
  const quoted = fc.stringMatching(/^[a-zåäö .]{3,20}$/u);
  fc.assert(
    fc.property(quoted, fc.constantFrom('"', "'", '`'), (value, quote) => {
      expect(hideValues(`Wrong: ${quote}${value}${quote}.`)).toBe('Wrong: ….');
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^46\d{7,10}$/u), (digits) => {
      expect(hideValues(`Number ${digits} is taken.`)).not.toContain(digits);
    }),
  );
});

test('every sentence that is logged is a constant: what varies goes in fields, which are a closed list', () => {
  const calls = globSync('src/**/*.ts')
    .filter((file) => !file.endsWith('.test.ts') && file !== 'src/log.ts')
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\blog\.(?:debug|info|warn|error)\(\s*([^\s])/gu)].map(
        ([call, first]) => ({ file, call, first }),
      ),
    );
  expect(calls.filter(({ first }) => first !== "'" && first !== '"')).toEqual([]);
});
