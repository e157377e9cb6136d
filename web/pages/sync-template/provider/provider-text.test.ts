// One text is the truth of editor and fields: what is read from it, what changing one value leaves alone, what never reaches the browser's store.
import { describe, expect, test } from 'vitest';
import { changeProvider, formatJson, hideSecrets, isSameProvider, readProvider } from './provider-text.ts';

const pasted =
  '{"tenant_id":"t","client_id":"c","client_secret":"hemlig","user_filter":{"memberOf":["A","B"]},"cloud":"global"}';

describe('the fields', () => {
  test('change one value and leave every other key', () => {
    const changed = changeProvider(pasted, 'clientId', 'ny');
    expect(JSON.parse(changed)).toEqual({ ...(JSON.parse(pasted) as object), client_id: 'ny' });
    expect(changeProvider(changed, 'notMemberOf', ['K'])).toContain('"notMemberOf": ["K"]');
    expect(changeProvider(changeProvider(changed, 'notMemberOf', ['K']), 'notMemberOf', [])).toBe(changed);
  });

  test('read what there is of a text that is broken, and mend it with the first change', () => {
    const broken = '{“tenant_id”: “t”, "client_secret": "hemlig" "user_filter": {"memberOf": ["A"]}';
    expect(readProvider(broken)).toMatchObject({ tenantId: 't', secret: 'hemlig', memberOf: ['A'] });
    expect(JSON.parse(changeProvider(broken, 'clientId', 'c'))).toMatchObject({
      tenant_id: 't',
      client_id: 'c',
      client_secret: 'hemlig',
      user_filter: { memberOf: ['A'] },
    });
    expect(JSON.parse(changeProvider('', 'tenantId', 't'))).toMatchObject({ tenant_id: 't' });
  });
});

describe('the text', () => {
  test('is laid out with its lists on one line, and left alone where something would be lost', () => {
    expect(formatJson(pasted)).toContain('\n    "memberOf": ["A", "B"]\n');
    for (const text of ['{"a":1,}', '{"a":1,"a":2}', '', '[']) expect(formatJson(text)).toBe(text);
  });

  test('is the same however it is laid out', () => {
    expect(isSameProvider(pasted, formatJson(pasted))).toBe(true);
    expect(isSameProvider(pasted, changeProvider(pasted, 'clientId', 'ny'))).toBe(false);
    expect(isSameProvider('{"a":', '{"a": ')).toBe(true);
    expect(isSameProvider('{"a":', '{"b":')).toBe(false);
  });
});

describe('secrets', () => {
  test('are dots, each of them, before anything is kept', () => {
    const key = { pem: 'pem', key: 'hemlig nyckel' };
    const given = {
      client_secret: 'hemlig',
      certificate: key,
      next: { client_secret: 'hemlig 2', certificate: key },
    };
    const hidden = hideSecrets(JSON.stringify({ tenant_id: 't', ...given }));
    expect(hidden).not.toContain('hemlig');
    expect(JSON.parse(hidden ?? '')).toMatchObject({ tenant_id: 't', next: { client_secret: '••••' } });
  });

  test('of a text that can not be told apart keep all of it away', () => {
    expect(hideSecrets('{"client_secret":"hemlig"')).toBeNull();
    expect(hideSecrets('hemlig')).toBeNull();
    expect(hideSecrets('')).toBe('');
  });
});
