import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { openLog } from '../log.ts';
import { presentLogLine } from './present-log.ts';

const show = (write: (log: ReturnType<typeof openLog>) => void): string => {
  let text = '';
  write(
    openLog({ level: 'info', write: (line) => (text += stripVTControlCharacters(presentLogLine(line))) }),
  );
  return text;
};

test('a line for a terminal has the time of day, the level, the sentence and the fields', () => {
  const text = show((log) =>
    log.warn('Entra asks to wait.', { templateId: 't1', seconds: 3, counts: { create: 2 } }),
  );
  expect(text).toMatch(
    /^\d\d:\d\d:\d\d warn {2}Entra asks to wait\. templateId=t1 seconds=3 counts=\{"create":2\}\n$/,
  );
});

test('the stack of an error and of its cause stands below', () => {
  const error = new Error('Outer.', { cause: new Error('Inner.') });
  const lines = show((log) => log.error('It failed.', { error })).split('\n');
  expect(lines[1]).toBe('    Error Outer.');
  expect(lines[2]).toMatch(/^ {6}at /);
  expect(lines).toContain('    Error Inner.');
});

test('a line that is no JSON is passed on', () => {
  expect(presentLogLine('hello\n')).toBe('hello\n');
});
