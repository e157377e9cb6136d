// When everybody is read and when only what has changed, and what makes a plan's hash another (SPEC §4).
import { companyMailDefaults } from '../plan/company-mail.ts';
import { expect, it } from 'vitest';
import type { Scope } from '../connectors/source.ts';
import { defaultBrakes, syncTemplateDefaults } from '../plan/sync-template.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { decideReadSettings } from './read-settings.ts';
import type { RunSetup } from './read-settings.ts';

const now = Date.parse('2026-03-02T01:00:00Z');
const day = 24 * 3_600_000;
const everybody: Scope = { memberOf: [], notMemberOf: [], nestedGroups: true };
const group = (name: string) => ({ asked: name, id: `id of ${name}`, name });

function setup(stored: Partial<RunSetup['stored']> = {}, template: Partial<SyncTemplate> = {}): RunSetup {
  const company = { id: 'c', name: 'Nordvik', country: 'SE', timeZone: 'Europe/Stockholm', language: 'sv' };
  return {
    stored: {
      companyId: 'c',
      position: 0,
      template: { ...syncTemplateDefaults, id: 't', name: 'Alla', brakes: defaultBrakes, ...template },
      provider: { tenantId: 'nordvik.example', clientId: '', cloud: 'global', memberOf: [], notMemberOf: [] },
      credentials: null,
      groups: [],
      resumed: false,
      tenant: null,
      cursor: 'where the last one ended',
      readHash: null,
      lastFullReadAt: new Date(now - day),
      lastCompleteReadAt: new Date(now - day),
      rosterVersion: 1,
      fullReads: 2,
      lastSuccessAt: null,
      firstLoadDoneAt: null,
      retiringSince: null,
      digest: null,
      ...stored,
    },
    company: {
      ...company,
      coolingDays: 30,
      retentionDays: 90,
      ownNumbersOnly: false,
      lookups: {},
      mail: companyMailDefaults,
    },
    series: [],
    mode: 'full',
    trigger: 'schedule',
    nominalAt: now,
  };
}

const readHash = (template: Partial<SyncTemplate> = {}, scope = everybody, tenant = 'a') =>
  decideReadSettings(setup({}, template), tenant, scope).readHash;
const asBefore = readHash();
const cursor = (changed: RunSetup, scope = everybody, tenant = 'a') =>
  decideReadSettings(changed, tenant, scope).cursor;

it('reads on from the cursor when nothing that decides was changed', () => {
  expect(cursor(setup({ readHash: asBefore }))).toBe('where the last one ended');
});

it('reads everybody a week after the last full read, and not a moment earlier', () => {
  expect(cursor(setup({ readHash: asBefore, lastFullReadAt: new Date(now - 7 * day) }))).toBeNull();
  expect(cursor(setup({ readHash: asBefore, lastFullReadAt: new Date(now - 7 * day + 1) }))).not.toBeNull();
});

it('reads everybody in the first nightly run after a first read, but not in a manual one', () => {
  const once = setup({ readHash: asBefore, fullReads: 1 });
  expect(cursor(once)).toBeNull();
  expect(cursor({ ...once, trigger: 'manual' })).not.toBeNull();
});

it('reads everybody after a first time, a pause, or another tenant', () => {
  expect(cursor(setup({ readHash: asBefore, resumed: true }))).toBeNull();
  expect(cursor(setup({ readHash: asBefore, lastFullReadAt: null }))).toBeNull();
  expect(cursor(setup({ readHash: null }))).toBeNull();
  expect(cursor(setup({ readHash: asBefore }), everybody, 'b')).toBeNull();
});

it.each([
  ['the mapping', readHash({ fieldMapping: { alias: { field: 'mail', onEmpty: 'clear' } } })],
  ['a user field', readHash({ userFieldMapping: { a: { constant: 'x', onEmpty: 'clear' } } })],
  ['guests', readHash({ guests: 'include' })],
  ['disabled people', readHash({ disabledPeople: 'asLeaver' })],
  ['nested groups', readHash({ nestedGroups: false })],
  ['a group', readHash({}, { ...everybody, memberOf: [group('A')] })],
  ['an excluded group', readHash({}, { ...everybody, notMemberOf: [group('A')] })],
])('reads everybody when %s was changed', (_what, changed) => {
  expect(changed).not.toBe(asBefore);
  expect(cursor(setup({ readHash: changed }))).toBeNull();
});

it('takes no notice of what decides nothing: names, days, mails, the order of groups', () => {
  expect(readHash({ name: 'Annat', keepDays: 3, welcomeMail: true, errorMailTo: 'it@nordvik.example' })).toBe(
    asBefore,
  );
  const [a, b] = [group('A'), group('B')];
  expect(readHash({}, { ...everybody, memberOf: [a, b] })).toBe(
    readHash({}, { ...everybody, memberOf: [b, a] }),
  );
  expect(readHash({}, { ...everybody, memberOf: [{ ...a, name: 'Renamed' }] })).toBe(
    readHash({}, { ...everybody, memberOf: [a] }),
  );
});

it('asks for the mapped fields beside those that are always asked for, once each and in order', () => {
  const fieldMapping = {
    alias: { field: 'mail', onEmpty: 'clear' as const },
    title: { field: 'employeeId', onEmpty: 'clear' as const },
  };
  const { fields } = decideReadSettings(setup({}, { fieldMapping }), 'a', everybody);
  expect(fields).toContain('employeeId');
  expect(fields).toEqual([...new Set(fields)].toSorted());
});
