// What an account is called, whatever the alias is written in.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { presentAccountName, presentAccountStem, presentSipDigest } from './sip-account.ts';

test.each([
  ['asa.lind', 'asa.lind'],
  ['Åsa.Lind', 'asa.lind'],
  ['Björn Ærlig', 'bjorn-aerlig'],
  ['bo.lind@nordvik.example', 'bo.lind'],
  ['Łukasz_Żak', 'lukasz_zak'],
  ['René', 'rene'],
  ['-._', 'user'],
  ['李雷', 'user'],
  ["o'neil", 'o-neil'],
])('the alias %s gives the account %s', (alias, account) => {
  expect(presentAccountStem(alias)).toBe(account);
});

test('an account has at most forty characters, its number with it', () => {
  const stem = presentAccountStem('a'.repeat(60));
  expect(stem).toHaveLength(40);
  expect(presentAccountName(stem, 12)).toBe(`${'a'.repeat(38)}12`);
  expect(presentAccountName('asa', 1)).toBe('asa');
});

test('an account does not end with a sign that its cut has left there', () => {
  expect(presentAccountStem(`${'a'.repeat(39)}.lind`)).toBe('a'.repeat(39));
});

test('the digest is of account, realm and secret with colons between', () => {
  const hash = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');
  const digest = presentSipDigest({ account: 'asa', realm: 'vaxel.test', secret: 'hemligt' }, hash);
  expect(digest.md5).toBe(createHash('md5').update('asa:vaxel.test:hemligt').digest('hex'));
  expect(digest.sha256).toHaveLength(64);
});
