// Kinds of evidence as they are typed.
import { expect, test } from 'vitest';
import { parseEvidence } from './parse-evidence.ts';

test('one or several kinds, in whatever case, each once', () => {
  expect(parseEvidence('email')).toEqual(['email']);
  expect(parseEvidence('PSTNFixed, alias,alias')).toEqual(['pstnFixed', 'alias']);
});

test('what is no kind is told, with those there are', () => {
  for (const text of ['shoes', 'email,shoes', ''])
    expect(() => parseEvidence(text)).toThrow(expect.objectContaining({ code: 'usage' }));
});
