// Settings and secrets as people write them, and what is said of what is wrong in them.
import { describe, expect, test } from 'vitest';
import { standardAttributes } from './attributes.ts';
import { scimPresets } from './presets.ts';
import { checkSecrets } from './secret.ts';
import { checkSettings } from './settings.ts';

const url = 'https://service.example/scim/v2';
const faultsOf = (value: unknown): Record<string, string> => {
  const checked = checkSettings(value);
  return 'faults' in checked
    ? Object.fromEntries(checked.faults.map(({ path, message }) => [path, message]))
    : {};
};

describe('settings', () => {
  test('need an address, and begin with the map that most services take', () => {
    expect(checkSettings({ url: `${url}/` })).toEqual({
      settings: {
        url,
        attributes: standardAttributes,
        byDefault: null,
        byTemplate: {},
        numbersAreContactOnly: true,
        remove: 'delete',
        changes: 'auto',
        perMinute: null,
        suspendLeaving: false,
      },
    });
  });

  test('checked once are the same when they are checked again', () => {
    const given = {
      url,
      attributes: {
        userName: { field: 'alias' },
        'urn:vaxel:params:scim:User:plan': { templateValue: true, writeOnly: true },
        userType: { constant: 1 },
        'emails[type eq "work"].value': { field: 'fields.privateMail' },
      },
      byDefault: 'Bas',
      byTemplate: { a: 'Standard', b: false },
      numbersAreContactOnly: false,
      remove: 'deactivate',
      changes: 'put',
      perMinute: 120,
      suspendLeaving: true,
    };
    expect(checkSettings(given)).toEqual({ settings: given });
  });

  test.each([
    ['hook', /not a web address/],
    ['http://service.example/scim', /read on the way/],
    ['https://eva:hemligt@service.example/', /user name or password/],
    ['https://service.example/scim?token=a', /a \? or a #/],
    [7, /not a web address/],
  ])('refuse %j as an address', (given, message) => {
    expect(faultsOf({ url: given })['url']).toMatch(message);
  });

  test('take http on this machine', () => {
    expect(faultsOf({ url: 'http://127.0.0.1:3000/scim' })).toEqual({});
  });

  test('tell everything that is wrong at once', () => {
    const faults = faultsOf({
      url,
      attributes: {
        title: { field: 'tilte' },
        'name[': { field: 'name' },
        externalId: { constant: 'a' },
        locale: { field: 'language', constant: 'sv' },
        nickName: { constant: { a: 1 } },
      },
      byTemplate: { a: [] },
      remove: 'keep',
      perMinute: 0,
      suspendLeaving: 'no',
      colour: 'red',
    });
    expect(Object.keys(faults).toSorted()).toEqual(
      [
        'attributes',
        'attributes.externalId',
        'attributes.locale',
        'attributes.name[',
        'attributes.nickName',
        'attributes.title',
        'byTemplate.a',
        'colour',
        'perMinute',
        'remove',
        'suspendLeaving',
      ].toSorted(),
    );
    expect(faults['attributes']).toMatch(/userName is missing/);
  });

  test.each([null, [], 'text', { url, attributes: [] }, { url, byTemplate: 3 }])(
    'of another form are faults and break nothing: %j',
    (value) => {
      expect(Object.keys(faultsOf(value)).length).toBeGreaterThan(0);
    },
  );

  test.each(scimPresets)('of $name are such as can be saved', ({ settings, url: at }) => {
    const checked = checkSettings({ ...settings, url: at?.replace(/\{.*\}/u, 'kund') ?? url });
    expect(checked).toMatchObject({ settings: { attributes: settings.attributes } });
  });
});

describe('secrets', () => {
  test('are a token, or what a token is asked for with', () => {
    expect(checkSecrets({ token: 'abc' })).toEqual({ secrets: { token: 'abc' } });
    const client = { clientId: 'a', clientSecret: 'b', tokenUrl: 'https://id.example/token', scope: 'scim' };
    expect(checkSecrets(client)).toEqual({ secrets: client });
  });

  test.each([
    [{}, 'token'],
    [null, 'token'],
    [{ token: 'a\r\nb' }, 'token'],
    [{ clientId: 'a', clientSecret: 'b' }, 'tokenUrl'],
    [{ clientId: 'a', clientSecret: 'b', tokenUrl: 'http://id.example/' }, 'tokenUrl'],
  ])('%j are not enough', (value, at) => {
    const checked = checkSecrets(value);
    expect('faults' in checked && checked.faults[0]?.path).toBe(at);
  });
});
