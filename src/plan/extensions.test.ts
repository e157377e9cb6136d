// The extension of a new user when none is mapped.
import { expect, test } from 'vitest';
import { openExtensions } from './extensions.ts';
import { aSnapshot, day, phone, withExtension } from './testing/a-snapshot.ts';

test('the last four digits of PSTN Fixed', () => {
  expect(openExtensions([]).give('46846500410')).toBe('0410');
});

test('else the next higher free one', () => {
  expect(openExtensions(['0410', '0411', '0413']).give('46846500410')).toBe('0412');
});

test('after 9999 from 1000', () => {
  expect(openExtensions(['9998', '9999', '1000']).give('46846509998')).toBe('1001');
});

test('none when all from there to 9999 and from 1000 are in use', () => {
  const used = Array.from({ length: 9_000 }, (_, n) => String(1_000 + n));
  expect(openExtensions(used).give('46846505000')).toBeNull();
});

test('never one twice', () => {
  const extensions = openExtensions([]);
  const given = Array.from({ length: 9_000 }, (_, n) =>
    extensions.give(n % 2 ? '46846500999' : '46846505000'),
  );
  expect(new Set(given).size).toBe(9_000);
});

test('extensions of other lengths are in nobody’s way', () => {
  expect(openExtensions(['410', '00410', 'x']).give('46846500410')).toBe('0410');
});

test('when all are used up the user is created without, and nobody is told so person by person', () => {
  const usedExtensions = Array.from({ length: 10_000 }, (_, n) => String(n).padStart(4, '0'));
  const plan = aSnapshot().set({ usedExtensions }).person('Eva').plan();
  expect(plan.step('Eva', 'create').to.extension).toBeNull();
  expect(plan.codes('Eva')).toEqual([]);
});

test('people of one plan come in order of createdDateTime, null first, then object id', () => {
  const plan = aSnapshot()
    .person('Late', { pstnFixed: '46812340001' })
    .but({ createdAt: day(-1) })
    .person('Zoe', { pstnFixed: '46812350001' })
    .but({ createdAt: day(-9) })
    .person('Anna', { pstnFixed: '46812360001' })
    .but({ createdAt: day(-9) })
    .person('Null', { pstnFixed: '46812370001' })
    .but({ createdAt: null })
    .plan();
  const extensions = ['Null', 'Anna', 'Zoe', 'Late'].map((name) => plan.step(name, 'create').to.extension);
  expect(extensions).toEqual(['0001', '0002', '0003', '0004']);
});

test('an extension that anybody in the company uses is not given', () => {
  const plan = aSnapshot()
    .set({ usedExtensions: ['5001'] })
    .person('Eva')
    .plan();
  expect(plan.step('Eva', 'create').to.extension).toBe('5002');
});

test('a user that the same plan creates does not get the extension of one it keeps', () => {
  const plan = aSnapshot().person('Eva').linked({ extension: '5002' }).person('Bo').plan();
  expect(plan.step('Bo', 'create').to).toMatchObject({ pstnFixed: phone(2), extension: '5003' });
});

test('the extension of a user whom the same plan deletes is free in it', () => {
  const plan = aSnapshot()
    .template({ keepDays: 0 })
    .settled(9)
    .set({ usedExtensions: ['5012'] })
    .person('Gone')
    .linked({ pstnFixed: '46812375012', extension: '5012' })
    .is('absent')
    .person('Eva', { pstnFixed: phone(12) })
    .plan();
  expect(plan.step('Eva', 'create').to.extension).toBe('5012');
});

test('it stays when the number changes', () => {
  const plan = aSnapshot()
    .person('Eva')
    .linked({ pstnFixed: phone(77), extension: '5077' })
    .plan();
  expect(plan.step('Eva', 'change').to).toEqual({ pstnFixed: phone(1) });
});

test('it is not given to a user who has none', () => {
  expect(aSnapshot().person('Eva').linked({ extension: null }).plan().does('Eva')).toBe('');
});

test('a mapped extension is never replaced by a default one', () => {
  const snapshot = () => aSnapshot().template({ fieldMapping: withExtension });
  expect(snapshot().person('Eva', { extension: '17' }).plan().step('Eva', 'create').to.extension).toBe('17');
  expect(snapshot().person('Eva', { extension: null }).plan().step('Eva', 'create').to.extension).toBeNull();
});

test('an extension kept for a deleted user’s person is hers when she is created again, and nobody else’s', () => {
  const plan = aSnapshot()
    .set({ keptExtensions: [{ extension: '5002', person: 'eva', until: day(20) }] })
    .person('Bo', { pstnFixed: '46812375002' })
    .person('Eva', { pstnFixed: phone(44) })
    .but({ keptExtension: '5002' })
    .plan();
  expect(plan.step('Bo', 'create').to.extension).toBe('5003');
  expect(plan.step('Eva', 'create').to.extension).toBe('5002');
});

test('an extension kept for two people goes to the first of them', () => {
  const plan = aSnapshot()
    .set({ keptExtensions: [{ extension: '7000', person: 'bo', until: day(20) }] })
    .person('Eva')
    .but({ keptExtension: '7000' })
    .person('Bo')
    .but({ keptExtension: '7000' })
    .plan();
  expect(['Eva', 'Bo'].map((name) => plan.step(name, 'create').to.extension)).toEqual(['7000', '5002']);
});

test('an extension that is no longer kept is free', () => {
  const keptExtensions = [{ extension: '5001', person: 'ada', until: day(0) }];
  const plan = aSnapshot().set({ keptExtensions }).person('Eva').plan();
  expect(plan.step('Eva', 'create').to.extension).toBe('5001');
});
