// An administrator's expression can not keep a worker from everybody else's work: what could is refused when it is saved,
// with its place, and what is saved is worked out in moments for the largest person there can be.
import { describe, expect, test } from 'vitest';
import { openExpression } from './expression.ts';
import type { Facts } from './facts.ts';
import { workedMs } from '../../test/worked-ms.ts';

const rules = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} };

function faultOf(text: string, kind: 'text' | 'condition' = 'text') {
  const opened = openExpression(text, kind, rules);
  return 'fault' in opened ? opened.fault : null;
}

/** Entra has no larger one. */
const largest: Facts = {
  mail: 'a'.repeat(1_024),
  surname: 'ﬃ'.repeat(1_024),
  givenName: 'a b '.repeat(256),
  proxyAddresses: Array.from({ length: 400 }, (_, n) => `smtp:${'x'.repeat(240)}${n}@nordvik.example`),
  otherMails: Array.from({ length: 400 }, (_, n) => `${'x'.repeat(240)}${n}`),
};

const doubled = (times: number) => {
  const names = Array.from({ length: times }, (_, n) => `x${n}`);
  const bound = names.map(
    (name, n) => `cel.bind(${name}, ${n === 0 ? 'mail + mail' : `x${n - 1} + x${n - 1}`}, `,
  );
  return `${bound.join('')}x${times - 1}${')'.repeat(times)}`;
};

describe('refused with its place is', () => {
  test.each<[string, number, RegExp]>([
    [
      'proxyAddresses.all(a, otherMails.all(b, proxyAddresses.all(c, a + b != c))) ? "x" : "y"',
      40,
      /at most 2 deep/,
    ],
    [
      'lower(proxyAddresses.map(a, otherMails.map(b, lower(a + b) + upper(b)).join("")).join(""))',
      -1,
      /too long|longer/,
    ],
    ['mail.split("").exists(a, mail.split("").exists(b, a == b)) ? "x" : ""', -1, /too long/],
    [doubled(20), -1, /longer than/],
    ['mail.matches(surname) ? "x" : ""', 13, /written out/],
    ['mail.matches("(a)\\\\1") ? "x" : ""', 13, /character 4 of the pattern: .* refers back/],
    ['mail.matches("(?=a)") ? "x" : ""', 13, /look around/],
    ['mail.pattern("a") ? "x" : ""', 4, /matches\(\) is meant/],
    ['mail // matches\n .matches("(a+)+$") ? "x" : ""', 4, /right behind/],
  ])('%s', (text, at, message) => {
    const fault = faultOf(text);
    expect(fault?.message).toMatch(message);
    if (at >= 0) expect(fault?.at).toBe(at);
  });
});

describe('allowed is, and done in moments for the largest person there can be,', () => {
  test.each([
    'proxyAddresses.exists(a, otherMails.exists(b, a == b)) ? "x" : ""',
    'surname.split(" ").map(p, title(p)).join("-")',
    'givenName.split(" ").filter(p, p != "").map(p, p.substring(0, 1)).join("").replace("a", "bbbbbbbbbb")',
    'mail.replace("a", "aaaaaaaaaa").replace("a", "aaaaaaaaaa").replace("a", "aaaaaaaaaa")',
    'mail.matches("(a+)+$") && mail.matches("(.*)*x") ? "x" : ""',
    'proxyAddresses.filter(p, p.matches("^SMTP:(.*.*)*=")).join("")',
    'firstOf(proxyAddresses.map(p, lower(ascii(p))))',
    doubled(10),
    'mail + mail + surname',
  ])('%s', (text) => {
    const opened = openExpression(text, 'text', rules);
    if ('fault' in opened) throw new Error(opened.fault.message);
    const started = workedMs();
    for (let n = 0; n < 3; n += 1) opened.evaluate(largest);
    expect(workedMs() - started).toBeLessThan(1_500);
  });
});

test('a value that is larger than any of Entra’s, and a result that is larger than any field, fail for that person', () => {
  const told = (text: string, facts: Facts) => {
    const opened = openExpression(text, 'text', rules);
    return 'fault' in opened ? opened.fault : opened.evaluate(facts);
  };
  expect(told('lower(mail)', { mail: 'x'.repeat(1_025) })).toEqual({ why: expect.stringMatching(/1024/) });
  expect(told('firstOf(otherMails)', { otherMails: Array.from({ length: 401 }, () => 'x') })).toEqual({
    why: expect.stringMatching(/400 values/),
  });
  expect(told('mail + mail', { mail: 'x'.repeat(1_000) })).toEqual({ why: expect.stringMatching(/1024/) });
  expect(told('mail.replace("x", "0123456789")', { mail: 'x'.repeat(1_000) })).toEqual({
    why: expect.stringMatching(/replace\(\) would make/),
  });
});

describe('a fault is told in words for whoever does not know the language:', () => {
  test.each<[string, RegExp]>([
    ['mail + 1', /can not join a text and a whole number: write string\(…\)/],
    ['mail + businessPhones', /firstOf\(…\)/],
    ['lowr(mail)', /no function lowr\(\).*Did you mean "lower"\?/],
    ['mail.lower()', /written lower\(text\)/],
    ['matches(mail, "a")', /written text\.matches\(pattern\)/],
    ['lower(accountEnabled)', /given true or false/],
    ['lower(mail', /a \) is missing/],
    ['mail = "x"', /written with ==/],
    ['mail & "x"', /written &&/],
    ['mail ? "a" : "b"', /before \? stands what is true or false/],
    ['mail && true', /mail != ""/],
    ['"abc', /quotation mark is missing/],
    ['businessPhones["a"]', /number from 0/],
    ['[1, "a"]', /of one kind: here are a whole number and a text/],
    ['timestamp(mail)', /it gives a timestamp, not a text/],
  ])('%s', (text, message) => {
    expect(faultOf(text)?.message).toMatch(message);
  });

  test('of a condition it is said what it gives instead of true or false', () => {
    expect(faultOf('mail', 'condition')?.message).toMatch(/it gives a text, not true or false/);
  });
});
