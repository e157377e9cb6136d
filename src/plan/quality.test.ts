import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Facts } from './facts.ts';
import { presentQualityMessage, qualityCodes } from './quality-codes.ts';
import { openQualityChecks } from './quality-person.ts';
import type { QualitySettings } from './quality-person.ts';
import { openTwins } from './quality-twins.ts';
import { openQuality } from './quality.ts';

const seed = Number(process.env['RC_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));
process.stdout.write(`quality.test.ts: seed ${seed}\n`);

const settings: QualitySettings = {
  fieldMapping: {},
  filter: null,
  guests: 'leaveOut',
  country: 'SE',
  lookups: {},
  series: [
    { first: 46812345000, last: 46812345999, kind: 'fixed' },
    { first: 46812345000, last: 46812345009, kind: 'service' },
  ],
  reserved: [{ first: 46812345555, last: 46812345555 }],
};
const facts = (more: Facts = {}): Facts => ({
  accountEnabled: true,
  displayName: 'Åsa Lind',
  givenName: 'Åsa',
  surname: 'Lind',
  mail: 'asa.lind@nordvik.example',
  mailNickname: 'asa.lind',
  businessPhones: ['+46812345678'],
  ...more,
});
interface Asked {
  more?: Facts;
  changed?: Partial<QualitySettings>;
  isGuest?: boolean;
  isDisabled?: boolean;
}
const check = ({ more, changed, isGuest = false, isDisabled = false }: Asked) =>
  openQualityChecks({ ...settings, ...changed }).check({ id: 'p', facts: facts(more), isGuest, isDisabled });
/** Each finding as "code" or "code: value". */
const found = (asked: Asked) =>
  check(asked).findings.map((one) => (one.found === null ? one.code : `${one.code}: ${one.found}`));
const number = (...businessPhones: string[]) => found({ more: { businessPhones } });

describe('a person', () => {
  test('in order has no finding, with no mapping at all', () => {
    expect(found({})).toEqual([]);
  });

  test('is told what she lacks, field by field', () => {
    const more = { givenName: null, surname: ' ', mail: null, mailNickname: null, businessPhones: [] };
    expect(found({ more: { ...more, jobTitle: 'Montör' } })).toEqual([
      'pstnFixed.missing',
      'alias.missing',
      'name.missing',
      'surname.missing',
      'email.missing',
    ]);
  });

  test('has a number judged by how it is written and by whose it is', () => {
    expect(number('08-123 456 78')).toEqual(['pstnFixed.form: 08-123 456 78']);
    expect(number('+46 8 123 456 78 ankn. 12')).toEqual(['pstnFixed.extension: +46 8 123 456 78 ankn. 12']);
    expect(number('ring växeln')).toEqual(['pstnFixed.invalid: ring växeln']);
    expect(number('0939-1234567')).toEqual(['pstnFixed.premium: 0939-1234567']);
    expect(number('+46812345003')).toEqual(['pstnFixed.service: +46812345003']);
    expect(number('+46812345555')).toEqual(['pstnFixed.reserved: +46812345555']);
    expect(number('+4684650041')).toEqual(['pstnFixed.outside: +4684650041']);
  });

  test('has several numbers in one field told as such, readable or not', () => {
    expect(number('08-123 456 78 / 070-174 06 10')).toEqual([
      'pstnFixed.several: 08-123 456 78 / 070-174 06 10',
    ]);
    expect(number('08-123 456 78 eller 08-123 456 79')).toHaveLength(1);
    expect(number('+46812345678', '+46812345679')).toEqual(['pstnFixed.several: +46812345678']);
    expect(number('+46812345678', '')).toEqual([]);
    // One number with many blanks and strokes is one number.
    expect(number('+46 (0)8 - 123 45 678')).toEqual(['pstnFixed.form: +46 (0)8 - 123 45 678']);
  });

  test('is outside the series of a company that has none in no case', () => {
    expect(found({ more: { businessPhones: ['+4684650041'] }, changed: { series: [] } })).toEqual([]);
  });

  test('is read as the mapping says where a field is mapped', () => {
    const fieldMapping: QualitySettings['fieldMapping'] = {
      alias: { expression: 'lower(ascii(givenName + "." + surname))', onEmpty: 'clear' },
      pstnFixed: { field: 'mobilePhone', onEmpty: 'clear' },
    };
    const more = { mailNickname: 'Å!', businessPhones: ['x'], mobilePhone: '08-123 456 78' };
    expect(found({ more, changed: { fieldMapping } })).toEqual(['pstnFixed.form: 08-123 456 78']);
    expect(check({ more, changed: { fieldMapping } }).twins.alias?.shown).toBe('asa.lind');
    const failing = { alias: { expression: 'ascii(surname)', onEmpty: 'clear' } } as const;
    const [one] = check({ more: { surname: 'Иван' }, changed: { fieldMapping: failing } }).findings;
    expect(one?.code).toBe('alias.invalid');
    expect(one?.why).toMatch(/letter/);
  });

  test('whom the filter leaves out is not in the report, and one whom it can not judge is', () => {
    const leaves = check({ changed: { filter: 'surname != "Lind"' }, more: { businessPhones: [] } });
    expect(leaves).toEqual({ inScope: false, findings: [], twins: {} });
    const [failed] = check({
      changed: { filter: 'businessPhones[0] != ""' },
      more: { businessPhones: [] },
    }).findings;
    expect(failed).toMatchObject({ code: 'filter.failed' });
  });
});

describe('an account that is no person', () => {
  const nameless = { givenName: null, surname: null, businessPhones: [] };

  test('is told by its sign, and nothing else is asked of it', () => {
    expect(found({ more: { ...nameless, isResourceAccount: true } })).toEqual(['account.resource: Åsa Lind']);
    expect(found({ more: nameless, isDisabled: true })).toEqual(['mailbox.likelyShared: Åsa Lind']);
    expect(found({ more: nameless, isGuest: true })).toEqual(['person.guest: Åsa Lind']);
    expect(found({ more: { surname: null }, isDisabled: true })).toEqual(['person.disabled: Åsa Lind']);
  });

  test('is likely a function when it is enabled and has neither names nor phone nor title', () => {
    expect(found({ more: nameless })).toContain('account.likelyFunctional: Åsa Lind');
    expect(found({ more: { ...nameless, jobTitle: 'Chef' } })).not.toContain(
      'account.likelyFunctional: Åsa Lind',
    );
  });

  test('is looked at like a person when guests are to be users', () => {
    const asked = { more: { surname: null }, isGuest: true, changed: { guests: 'include' } } as const;
    expect(found(asked)).toEqual(['person.guest: Åsa Lind', 'surname.missing']);
  });
});

describe('a report', () => {
  const report = (people: Facts[], changed: Partial<QualitySettings> = {}) => {
    const quality = openQuality({ ...settings, ...changed });
    people.forEach((one, at) =>
      quality.add({ id: `p${at}`, facts: one, isGuest: false, isDisabled: one['accountEnabled'] === false }),
    );
    return quality.finish();
  };
  const person = (n: number, more: Facts = {}) =>
    facts({
      surname: `Lind${n}`,
      mail: `p${n}@nordvik.example`,
      mailNickname: `p${n}`,
      businessPhones: [`+4681234560${n}`],
      ...more,
    });

  test('has those who share a value next to each other, whatever way it is written', () => {
    const { findings } = report([
      person(0),
      person(1, { businessPhones: ['08-123 456 03'] }),
      person(2, { mailNickname: 'P0', mail: 'P4@Nordvik.example' }),
      person(3),
      person(4, { givenName: 'ÅSA', surname: 'lind0' }),
    ]);
    const shared = new Map(findings.map(({ code, people, groups }) => [code, { people, groups }]));
    expect(shared.get('pstnFixed.duplicate')).toEqual({ people: ['p1', 'p3'], groups: [1, 1] });
    expect(shared.get('alias.duplicate')).toEqual({ people: ['p0', 'p2'], groups: [1, 1] });
    expect(shared.get('email.duplicate')).toEqual({ people: ['p2', 'p4'], groups: [1, 1] });
    expect(shared.get('name.duplicate')).toEqual({ people: ['p0', 'p4'], groups: [1, 1] });
  });

  test('does not take people who would never be users for twins of those who would', () => {
    const { findings, people } = report([person(0), person(0, { accountEnabled: false })]);
    expect(people).toBe(2);
    expect(findings.map(({ code }) => code)).toEqual(['person.disabled']);
  });

  test('says which checks could not be made and why', () => {
    expect(report([person(0)]).notChecked.map(({ code }) => code)).toEqual(['account.resource']);
    expect(report([person(0, { isResourceAccount: false })]).notChecked).toEqual([]);
    expect(report([], { filter: '!isResourceAccount' }).notChecked).toEqual([]);
    const fieldMapping = { pstnFixed: { expression: 'mobilePhone', onEmpty: 'clear' } } as const;
    expect(report([], { fieldMapping }).notChecked.map(({ code }) => code)).toEqual([
      'account.resource',
      'pstnFixed.form',
    ]);
  });

  test('finds exactly those who share, however many and in whatever order', () => {
    const value = fc.option(fc.string({ maxLength: 3 }), { nil: null });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (keys) => {
        const twins = openTwins();
        for (const key of keys) twins.add(key);
        const { at, groups } = twins.finish();
        const wanted = keys.flatMap((key, position) =>
          key !== null && keys.filter((other) => other === key).length > 1 ? [position] : [],
        );
        expect(at.toSorted((a, b) => a - b)).toEqual(wanted);
        // One number for one value, and those of a value side by side.
        const numbers = new Map<string | null | undefined, number>();
        at.forEach((position, nth) => {
          const group = groups[nth] ?? 0;
          expect(numbers.get(keys[position]) ?? group).toBe(group);
          numbers.set(keys[position], group);
        });
        expect(groups).toEqual(groups.toSorted((a, b) => a - b));
        expect(new Set(numbers.values()).size).toBe(numbers.size);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('of half a million people keeps eight bytes for each value that could be shared', () => {
    const twins = openTwins();
    for (let n = 0; n < 500_000; n += 1) twins.add(`person${n % 499_999}@nordvik.example`);
    expect(twins.finish()).toEqual({ at: [0, 499_999], groups: [1, 1] });
  });
});

test('every finding is a sentence for none, one and several, and says what to do', () => {
  for (const code of Object.keys(qualityCodes) as (keyof typeof qualityCodes)[]) {
    for (const count of [0, 1, 12])
      expect(presentQualityMessage(code, count), code).toMatch(/^[A-Z\d].{10,}\.$/);
    expect(qualityCodes[code].cure, code).toMatch(/\.$|…\.$/);
  }
});
