// Who is gone, for how long the user is kept, and when it is deleted (SPEC §5).
import { describe, expect, test } from 'vitest';
import { aSnapshot, day, phone } from './testing/a-snapshot.ts';
import type { Snapshot } from './testing/a-snapshot.ts';

const hour = 3_600_000;
/** Enough others that no brake has anything to say. */
const company = () => aSnapshot().settled(20);
const gone = (s: Snapshot = company()) => s.person('Gone').linked().is('absent');
const leaving = (since: number, s?: Snapshot) => gone(s).missingSince(since);

describe('confirmed gone, with keepDays more than 0', () => {
  test('is a leave: missingSince is the nominal time and the user stays keepDays days', () => {
    const step = gone().plan().step('Gone', 'leave');
    expect(step).toMatchObject({
      user: 'user-gone',
      missingSince: day(0),
      until: day(30),
      deleteOn: '2026-02-04',
    });
  });

  test.each([
    ['person.gone', 'Restore the person in Entra within 30 days if this was a mistake.'],
    ['scope.left', 'Add the person to one of the groups in Entra if this was a mistake.'],
    ['person.disabled', 'Enable the account in Entra if the person should have a user.'],
  ] as const)('because of %s, with the cure', (code, cure) => {
    expect(gone().is('absent', code).plan().step('Gone', 'leave').because).toMatchObject({ code, cure });
  });

  test('says whether Entra still has her among the deleted', () => {
    const because = (inBin: boolean | null) =>
      gone()
        .but({ presence: { is: 'absent', code: 'person.gone', inBin } })
        .plan()
        .step('Gone', 'leave').because.message;
    expect(because(true)).toContain('Lies among the deleted users in Entra.');
    expect(because(false)).toContain('Was deleted for good.');
    expect(because(null)).toBe('Does not exist in Entra any more.');
  });

  test('no field changes while leaving', () => {
    const plan = company()
      .person('Gone', { title: 'CEO' })
      .linked({ title: 'CFO' })
      .is('absent')
      .missingSince(day(-3))
      .plan();
    expect(plan.does('Gone')).toBe('');
    expect(
      company().person('Gone', { title: 'CEO' }).linked({ title: 'CFO' }).is('absent').plan().does('Gone'),
    ).toBe('leave');
  });

  test('the clock is not started twice or moved', () => {
    expect(leaving(day(-29)).plan().does('Gone')).toBe('');
  });

  test('she is looked at again in every run', () => {
    expect(leaving(day(-3)).plan().of('Gone').settled).toBe(false);
  });
});

describe('due', () => {
  test('is the first run whose nominal time is not before it (R3)', () => {
    expect(leaving(day(-30)).plan().does('Gone')).toBe('delete');
    expect(
      leaving(day(-30) + 1)
        .plan()
        .does('Gone'),
    ).toBe('');
  });

  test('a missed night delays, never shortens', () => {
    expect(leaving(day(-33)).plan().does('Gone')).toBe('delete');
  });

  test('is computed from today’s keepDays', () => {
    expect(leaving(day(-10)).template({ keepDays: 10 }).plan().does('Gone')).toBe('delete');
    expect(leaving(day(-30)).template({ keepDays: 31 }).plan().does('Gone')).toBe('');
  });

  test('is a wall-clock time: on the night summer time begins it is the first moment after the gap', () => {
    const s = leaving(Date.parse('2026-02-27T01:00Z'));
    expect(
      s
        .set({ now: Date.parse('2026-03-29T00:59Z') })
        .plan()
        .does('Gone'),
    ).toBe('');
    expect(
      s
        .set({ now: Date.parse('2026-03-29T01:00Z') })
        .plan()
        .does('Gone'),
    ).toBe('delete');
  });

  test('a delete says everything that the user had', () => {
    expect(leaving(day(-30)).plan().step('Gone', 'delete').from).toMatchObject({
      alias: 'gone',
      pstnFixed: phone(21),
      extension: '5021',
    });
  });

  test('a due person is asked for again, and is not deleted unless she was', () => {
    expect(leaving(day(-30)).is('unchecked').plan().does('Gone')).toBe('');
    expect(leaving(day(-30)).is('unreadable').plan().does('Gone')).toBe('');
  });
});

describe('keepDays 0', () => {
  test('deletes in the same run, without a leave (R3)', () => {
    const plan = gone().template({ keepDays: 0 }).plan();
    expect(plan.does('Gone')).toBe('delete');
    expect(plan.step('Gone', 'delete').because.code).toBe('person.gone');
  });

  test('deletes whoever is leaving already', () => {
    expect(
      leaving(day(0) - hour)
        .template({ keepDays: 0 })
        .plan()
        .does('Gone'),
    ).toBe('delete');
  });
});

describe('unreadable', () => {
  test('no clock starts, none moves, nothing about her is deleted (R1)', () => {
    for (const s of [gone(), leaving(day(-3)), leaving(day(-99)), gone().template({ keepDays: 0 })]) {
      const plan = s.is('unreadable').plan();
      expect(plan.does('Gone')).toBe('');
      expect(plan.reason('Gone', 'person.unreadable').message).toContain('No answer.');
      expect(plan.of('Gone').settled).toBe(false);
    }
  });

  test('a person without a user is not created', () => {
    const plan = aSnapshot().person('New').is('unreadable').plan();
    expect(plan.does('New')).toBe('');
    expect(plan.of('New')).toMatchObject({ standing: 'outside', settled: false });
  });
});

describe('disabled people', () => {
  const disabled = (s = company()) =>
    s.person('Gone', { title: 'CEO' }).linked({ title: 'CFO' }).but({ isDisabled: true });

  test('with keep, a linked one is treated like anybody else', () => {
    expect(disabled().plan().does('Gone')).toBe('change');
  });

  test('with asLeaver, a disabled person counts as confirmed absent', () => {
    const plan = disabled().template({ disabledPeople: 'asLeaver' }).plan();
    expect(plan.does('Gone')).toBe('leave');
    expect(plan.step('Gone', 'leave').because.code).toBe('person.disabled');
  });

  test('with asLeaver, enabled again is a return', () => {
    const plan = disabled()
      .missingSince(day(-3))
      .but({ isDisabled: false })
      .template({ disabledPeople: 'asLeaver' })
      .plan();
    expect(plan.does('Gone')).toBe('return change');
  });
});

describe('a return', () => {
  const back = () => company().person('Back').linked({}, { held: false }).missingSince(day(-29));

  test('is in scope again before the deletion: the same user, and the clock is cleared (R9)', () => {
    const plan = back().plan();
    expect(plan.does('Back')).toBe('return');
    expect(plan.step('Back', 'return')).toMatchObject({
      user: 'user-back',
      because: { code: 'person.back' },
    });
  });

  test('changes as well if values differ', () => {
    const plan = company()
      .person('Back', { title: 'CEO' })
      .linked({ title: 'CFO' })
      .missingSince(day(-3))
      .plan();
    expect(plan.does('Back')).toBe('return change');
    expect(plan.step('Back', 'change').to).toEqual({ title: 'CEO' });
  });

  test('takes place even with unusable fields', () => {
    const plan = company()
      .person('Back')
      .linked()
      .missingSince(day(-3))
      .unusable('surname', 'missing')
      .plan();
    expect(plan.does('Back')).toBe('return');
    expect(plan.codes('Back')).toEqual(['surname.missing']);
  });

  test('takes place on the due day as well', () => {
    expect(company().person('Back').linked().missingSince(day(-30)).plan().does('Back')).toBe('return');
  });
});

describe('held users', () => {
  const hold = (s: Snapshot) => s.but({ link: { ...s.everybody.at(-1)!.link!, held: true } });

  test('never leave and are never deleted by a sync', () => {
    for (const s of [gone(), leaving(day(-30)), gone().template({ keepDays: 0 })]) {
      const plan = hold(s).plan();
      expect(plan.does('Gone')).toBe('');
      expect(plan.reason('Gone', 'user.held').cure).toBe('End the hold to let the user go.');
    }
  });

  test('return and change like anybody', () => {
    expect(
      hold(company().person('Back', { title: 'x' }).linked().missingSince(day(-3)))
        .plan()
        .does('Back'),
    ).toBe('return change'.replace(' change', ''));
  });
});

describe('two templates', () => {
  const other = { id: 't2', name: 'Norge' };

  test('when another active template has her in scope there is no leave: link and user pass to it', () => {
    const plan = gone().but({ alsoIn: other }).plan();
    expect(plan.step('Gone', 'change')).toMatchObject({
      toTemplate: other,
      from: {},
      to: {},
      because: { code: 'link.moved' },
    });
    expect(plan.does('Gone')).toBe('change');
  });

  test('nor a delete, with keepDays 0 or when she is due', () => {
    expect(gone().template({ keepDays: 0 }).but({ alsoIn: other }).plan().does('Gone')).toBe('change');
    expect(leaving(day(-30)).but({ alsoIn: other }).plan().does('Gone')).toBe('change');
  });

  test('a user who was already leaving passes to it at once', () => {
    expect(leaving(day(-3)).but({ alsoIn: other }).plan().step('Gone', 'change').toTemplate).toEqual(other);
  });

  test('while the owner has her in scope, or can not tell, the link stays', () => {
    expect(gone().is('in').but({ alsoIn: other }).plan().does('Gone')).toBe('');
    expect(gone().is('unreadable').but({ alsoIn: other }).plan().does('Gone')).toBe('');
    expect(gone().is('unchecked').but({ alsoIn: other }).plan().withheldOf('removals')).toEqual(['gone']);
  });

  test('it is no removal', () => {
    const s = aSnapshot();
    for (let n = 0; n < 10; n += 1) s.person(`P${n}`).linked().is('absent').but({ alsoIn: other });
    expect(s.plan().withheld).toEqual([]);
  });

  test('a link belongs to one template; another that has the person in scope skips her', () => {
    const plan = aSnapshot().person('Eva').but({ otherTemplate: 'Norge' }).plan();
    expect(plan.does('Eva')).toBe('skip');
    expect(plan.reason('Eva', 'person.otherTemplate').message).toBe(
      'The sync template "Norge" already keeps this person\'s user.',
    );
    expect(plan.of('Eva').settled).toBe(false);
  });
});
