// What a form sends, what keeps it from being sent, what comes of two people on one form, and what is kept of a closed tab.
import { describe, expect, test } from 'vitest';
import { checkDraft } from './check-draft.ts';
import { compareSides, firstChoices, isChosen, mergeSides } from '../../../parts/compare-sides.ts';
import { changedKeys, changesOf, draftKeys, fieldOfPath, isSame, newDraft } from './draft.ts';
import type { Draft } from './draft.ts';
import { draftName, planKept, readKept, writeKept } from './kept-draft.ts';

const provider = '{"tenant_id":"t","client_secret":"••••"}';
const base: Draft = { ...newDraft, name: 'Alla kontor', provider };

describe('changes', () => {
  test('are only what differs, with what belongs to it', () => {
    expect(changesOf(base, { ...base, name: ' Alla kontor ', provider: `${provider}\n` })).toEqual({});
    expect(changesOf(base, { ...base, keepDays: '7', everyMinutes: '15', welcomeCopyTo: ' ' })).toEqual({
      keepDays: 7,
      schedule: { nightlyAt: '02:00', everyMinutes: 15 },
    });
    expect(changesOf(base, { ...base, createsCount: '50' })).toMatchObject({
      brakes: { removals: { count: 5, percent: 10 }, creates: { count: 50 } },
    });
  });

  test.each([
    ['schedule.everyMinutes', 'everyMinutes'],
    ['provider.user_filter.memberOf[1]', 'provider'],
    ['provider.user_filter: Telefonii', 'provider'],
    ['brakes.creates.count', 'createsCount'],
    ['fieldMapping.alias', null],
  ])('a fault at %s belongs to %s', (path, key) => {
    expect(fieldOfPath(path)).toBe(key);
  });
});

describe('a draft', () => {
  test('that is right has no fault', () => {
    expect(checkDraft({ ...base, everyMinutes: '5', keepDays: '0', filter: 'x' })).toEqual({});
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ nightlyAt: '25:00' }, 'nightlyAt'],
    [{ everyMinutes: '4' }, 'everyMinutes'],
    [{ keepDays: '366' }, 'keepDays'],
    [{ keepDays: '' }, 'keepDays'],
    [{ keepDays: '1.5' }, 'keepDays'],
    [{ errorMailTo: 'it@nordvik' }, 'errorMailTo'],
    [{ welcomeCopyTo: 'a b@nordvik.example' }, 'welcomeCopyTo'],
    [{ credentialExpires: '2027-02-30' }, 'credentialExpires'],
    [{ removalsPercent: '101' }, 'removalsPercent'],
  ])('%j is wrong at %s', (changes, key) => {
    expect(Object.keys(checkDraft({ ...base, ...changes }))).toEqual([key]);
  });
});

describe('two people on one form', () => {
  const mine = { ...base, keepDays: '7', errorMailTo: 'jag@nordvik.example' };
  const theirs = { ...base, keepDays: '14', name: 'Kontoren' };

  test('see every field in which they differ, and whose change it is', () => {
    expect(compareSides(draftKeys, { base, mine, theirs }, isSame)).toEqual([
      { key: 'name', by: 'theirs' },
      { key: 'keepDays', by: 'both' },
      { key: 'errorMailTo', by: 'mine' },
    ]);
  });

  test('lose nothing that only one has changed, and choose where both have', () => {
    const fields = compareSides(draftKeys, { base, mine, theirs }, isSame);
    const choices = firstChoices(fields);
    expect(isChosen(fields, choices)).toBe(false);
    const chosen = { ...choices, keepDays: 'mine' as const };
    expect(isChosen(fields, chosen)).toBe(true);
    expect(mergeSides(draftKeys, { mine, theirs }, chosen)).toEqual({ ...mine, name: 'Kontoren' });
  });
});

describe('what is kept of a closed tab', () => {
  const store = (): Storage => {
    const kept = new Map<string, string>();
    return {
      length: 0,
      clear: () => kept.clear(),
      key: () => null,
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => void kept.set(name, value),
      removeItem: (name) => void kept.delete(name),
    };
  };
  const name = draftName('maria', 'mall');

  test('is what was changed, for a week, and never a secret', () => {
    const place = store();
    const typed = { ...base, keepDays: '7', provider: '{"tenant_id":"t","client_secret":"hemlig"}' };
    writeKept(place, name, planKept(base, typed, 1_000));
    expect(place.getItem(name)).not.toContain('hemlig');
    expect(readKept(place, name, 2_000)).toMatchObject({
      at: 1_000,
      changes: { keepDays: '7' },
      lacksSecret: true,
    });
    expect(readKept(place, name, 1_000 + 8 * 86_400_000)).toBeNull();
    expect(changedKeys(base, { ...base, ...readKept(place, name, 2_000)?.changes })).toEqual(['keepDays']);
  });

  test('is nothing where nothing differs, or where it can not be read', () => {
    const place = store();
    expect(planKept(base, base, 0)).toBeNull();
    place.setItem(name, '{');
    expect(readKept(place, name, 0)).toBeNull();
    const broken = planKept(base, { ...base, provider: '{"client_secret":"hemlig"' }, 0);
    expect(broken).toMatchObject({ changes: {}, lacksSecret: true });
  });
});
