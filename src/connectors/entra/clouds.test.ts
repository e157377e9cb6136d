// Which clouds are known and which values of ROLLCALL_CLOUDS are refused.
import { expect, test } from 'vitest';
import { parseClouds } from './clouds.ts';

function cloudsOf(text: string | undefined): Map<string, unknown> {
  const parsed = parseClouds(text);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.clouds;
}

test('the four national clouds are built in', () => {
  expect([...cloudsOf(undefined).keys()]).toEqual(['global', 'usgov', 'usgov-dod', 'china']);
  expect(cloudsOf('').get('usgov-dod')).toMatchObject({
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
  });
});

test('a configured cloud is added, without the slash at the end', () => {
  const clouds = cloudsOf(
    '{"lab":{"login":"https://login.lab.example/","graph":"https://graph.lab.example/api/","ca":"lab.pem"}}',
  );
  expect(clouds.get('lab')).toEqual({
    name: 'lab',
    login: 'https://login.lab.example',
    graph: 'https://graph.lab.example/api',
    ca: 'lab.pem',
  });
  expect(clouds.size).toBe(5);
});

test.each(['http://127.0.0.1:8080', 'http://localhost:1', 'http://[::1]:9', 'http://127.1.2.3'])(
  '%s may be unencrypted',
  (address) => {
    expect(cloudsOf(JSON.stringify({ lab: { login: address, graph: address } })).has('lab')).toBe(true);
  },
);

test.each([
  ['{', 'not JSON'],
  ['[]', 'must be an object'],
  ['{"a b":{"login":"https://x.example","graph":"https://x.example"}}', 'can not name'],
  ['{"lab":[]}', 'must be an object'],
  ['{"lab":{"login":"https://x.example"}}', '"graph" is missing'],
  ['{"lab":{"login":"https://x.example","graph":"https://x.example","cert":"a"}}', 'not a key'],
  ['{"lab":{"login":"http://x.example","graph":"https://x.example"}}', 'unencrypted'],
  ['{"lab":{"login":"http://127.0.0.1.example","graph":"https://x.example"}}', 'unencrypted'],
  ['{"lab":{"login":"ftp://x.example","graph":"https://x.example"}}', 'not a web address'],
  ['{"lab":{"login":"https://u:p@x.example","graph":"https://x.example"}}', 'not a web address'],
  ['{"lab":{"login":7,"graph":"https://x.example"}}', 'not a web address'],
  ['{"lab":{"login":"https://x.example","graph":"https://x.example","ca":7}}', 'PEM file'],
])('%s is refused', (text, said) => {
  const parsed = parseClouds(text);
  expect('faults' in parsed ? parsed.faults.map((fault) => fault.message).join() : '').toContain(said);
});

test('faults of several clouds are told together', () => {
  const parsed = parseClouds(
    '{"a":{"login":"x","graph":"https://x.example"},"b":{"login":"https://x.example","graph":"y"}}',
  );
  expect('faults' in parsed ? parsed.faults.map((fault) => fault.key) : []).toEqual(['a.login', 'b.graph']);
});
