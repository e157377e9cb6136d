// What a draft of the mapping comes to: only what differs is sent, faults have their places, and two people's changes are joined field by
// field, with a choice where both have changed the same.
import { describe, expect, test } from 'vitest';
import type { SyncTemplate } from '../../../api/api-types.ts';
import { isSame, nothingMapped, openDraft, presentChanges } from './draft.ts';
import type { Draft } from './draft.ts';
import { findFaults, locate, readSourceName } from './draft-faults.ts';
import { mergeDrafts } from './merge.ts';

const stored = (parts: Partial<SyncTemplate> = {}) =>
  ({
    defaultCallerId: null,
    defaultSettingsTemplate: null,
    fieldMapping: {
      alias: 'mailNickname',
      name: 'givenName',
      surname: 'surname',
      pstnFixed: 'businessPhones',
    },
    userFieldMapping: { 'Cost centre': { expression: 'department', onEmpty: 'keep' } },
    automaticNumbers: null,
    rules: [],
    ...parts,
  }) as unknown as SyncTemplate;
const mapTitle = (draft: Draft, text: string): Draft => ({
  ...draft,
  fieldMapping: { ...draft.fieldMapping, title: { source: { kind: 'field', text }, onEmpty: 'clear' } },
});

describe('a draft', () => {
  test('of what is stored changes nothing, and sends only the keys that differ', () => {
    const draft = openDraft(stored());
    expect(presentChanges(draft, stored())).toEqual({});
    expect(presentChanges({ ...draft, defaultCallerId: '+46 8-465 004 00' }, stored())).toEqual({
      defaultCallerId: '46846500400',
    });
    expect(Object.keys(presentChanges(mapTitle(draft, 'jobTitle'), stored()))).toEqual(['fieldMapping']);
  });

  test('is the same whatever the order of its keys', () => {
    expect(isSame({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(isSame({ b: [1, 2] }, { b: [2, 1] })).toBe(false);
  });

  test('can not be saved without the four, nor with rows that say nothing', () => {
    const draft = openDraft(stored({ fieldMapping: { alias: 'mailNickname' } }));
    const row = { key: 'new', name: 'Cost centre', mapping: nothingMapped };
    const faults = findFaults({ ...draft, further: [...draft.further, row] });
    expect(faults.map(({ at, code }) => `${at} ${code}`)).toEqual([
      'fieldMapping.name unmapped',
      'fieldMapping.surname unmapped',
      'fieldMapping.pstnFixed unmapped',
      'userFieldMapping.stored Cost centre.name twice',
      'userFieldMapping.new.name twice',
      'userFieldMapping.new noSource',
    ]);
  });

  test('has a place for every fault that the server tells', () => {
    const draft = openDraft(stored());
    expect(locate('fieldMapping.alias.expression', draft)).toBe('fieldMapping.alias');
    expect(locate('userFieldMapping["Cost centre"]', draft)).toBe('userFieldMapping.stored Cost centre');
    expect(locate('defaultCallerId', draft)).toBe('defaultCallerId');
    expect(locate('rules[0].when', draft)).toBeNull();
    expect(readSourceName('filter')).toBeNull();
  });
});

describe('two people at once', () => {
  const base = openDraft(stored());

  test('are joined where each has changed something else', () => {
    const merge = mergeDrafts(base, mapTitle(base, 'jobTitle'), { ...base, defaultCallerId: '46846500400' });
    expect(merge.clashes).toEqual([]);
    expect(merge.settle({})).toMatchObject({
      defaultCallerId: '46846500400',
      fieldMapping: { alias: 'mailNickname', title: 'jobTitle' },
      userFieldMapping: { 'Cost centre': { expression: 'department', onEmpty: 'keep' } },
    });
  });

  test('choose where both have changed the same, and one may have taken it away', () => {
    const mine = mapTitle(base, 'jobTitle');
    const theirs = { ...mapTitle(base, 'department'), further: [] };
    const merge = mergeDrafts(base, mine, theirs);
    expect(merge.clashes).toEqual([{ path: 'fieldMapping.title', mine: 'jobTitle', theirs: 'department' }]);
    expect(merge.settle({}).fieldMapping).toMatchObject({ title: 'department' });
    const settled = merge.settle({ 'fieldMapping.title': 'mine' });
    expect(settled.fieldMapping).toMatchObject({ title: 'jobTitle' });
    expect(settled.userFieldMapping).toEqual({});
  });
});
