// Who is new: created, or skipped with every reason and its cure (SPEC §5).
import { describe, expect, test } from 'vitest';
import { aSnapshot, phone } from './testing/a-snapshot.ts';

describe('in scope, the four usable, no user', () => {
  test('is a create with all that is mapped and a default extension', () => {
    const step = aSnapshot()
      .person('Eva', { 'fields.costCentre': '4711', mobile: '46701740605' })
      .plan()
      .step('Eva', 'create');
    expect(step.to).toEqual({
      alias: 'eva',
      name: 'Eva',
      surname: 'Berg',
      pstnFixed: phone(1),
      email: 'eva@nordvik.example',
      mobile: '46701740605',
      extension: '5001',
      title: 'Engineer',
      department: null,
      'fields.costCentre': '4711',
    });
    expect(step.because.code).toBe('person.new');
  });

  test('is settled: nobody has to look at her again', () => {
    expect(aSnapshot().person('Eva').plan().of('Eva')).toMatchObject({
      standing: 'linked',
      settled: true,
      reasons: [],
    });
  });
});

describe('a required field that is not usable is a skip', () => {
  test.each(['alias', 'name', 'surname', 'pstnFixed'] as const)('%s', (field) => {
    for (const trouble of ['missing', 'invalid'] as const) {
      const plan = aSnapshot().person('Eva').unusable(field, trouble).plan();
      expect(plan.does('Eva')).toBe('skip');
      expect(plan.codes('Eva')).toEqual([`${field}.${trouble}`]);
      expect(plan.of('Eva').reasons[0]?.cure).not.toBe('');
      expect(plan.step('Eva', 'skip').because.code).toBe(`${field}.${trouble}`);
    }
  });

  test('with all its reasons, not only the first', () => {
    const plan = aSnapshot()
      .person('Eva')
      .unusable('alias', 'invalid')
      .unusable('surname', 'missing')
      .unusable('email', 'invalid')
      .plan();
    expect(plan.codes('Eva')).toEqual(['alias.invalid', 'surname.missing', 'email.invalid']);
  });

  test('also where an empty source keeps what stands: nothing stands yet', () => {
    const plan = aSnapshot().person('Eva').unusable('surname', 'missing', true).plan();
    expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['skip', ['surname.missing']]);
  });

  test('an alias that is not usable has the cure lower(ascii(…))', () => {
    const plan = aSnapshot().person('Eva').unusable('alias', 'invalid').plan();
    expect(plan.reason('Eva', 'alias.invalid').cure).toContain('lower(ascii(aField))');
  });

  test('what is missing or wrong names its source and the value found', () => {
    const plan = aSnapshot()
      .person('Eva')
      .unusable('surname', 'missing')
      .unusable('pstnFixed', 'invalid')
      .plan();
    expect(plan.reason('Eva', 'surname.missing').message).toBe(
      'Surname is empty: aField has no value in Entra.',
    );
    expect(plan.reason('Eva', 'pstnFixed.invalid')).toMatchObject({
      value: '???',
      message: 'PSTN Fixed can not be "???": it is not right.',
    });
  });

  test('and stops nobody else (R12)', () => {
    expect(aSnapshot().person('Eva').unusable('surname', 'missing').person('Bo').plan().does('Bo')).toBe(
      'create',
    );
  });
});

test('an optional field that is unusable is left out at creation, listed, and never makes a skip', () => {
  const plan = aSnapshot().person('Eva').unusable('email', 'invalid').plan();
  expect(plan.step('Eva', 'create').to.email).toBeNull();
  expect(plan.codes('Eva')).toEqual(['email.invalid']);
});

describe('guests', () => {
  const guest = () => aSnapshot().person('Eva').but({ isGuest: true });

  test('with leaveOut, are never created', () => {
    const plan = guest().plan();
    expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['skip', ['person.guest']]);
  });

  test('with include, are people like others', () => {
    expect(guest().template({ guests: 'include' }).plan().does('Eva')).toBe('create');
  });

  test('who are linked are treated like anybody else', () => {
    expect(guest().linked({ title: 'CFO' }).plan().does('Eva')).toBe('change');
  });
});

describe('disabled people', () => {
  const disabled = () => aSnapshot().person('Eva').but({ isDisabled: true });

  test('are never created, whatever the template does with those who have a user', () => {
    for (const disabledPeople of ['keep', 'asLeaver'] as const) {
      const plan = disabled().template({ disabledPeople }).plan();
      expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['skip', ['person.disabled']]);
    }
    expect(disabled().is('absent', 'person.disabled').plan().does('Eva')).toBe('skip');
    expect(aSnapshot().person('Eva').is('absent', 'person.disabled').plan().does('Eva')).toBe('skip');
  });

  test('hold no value that others want', () => {
    const plan = disabled()
      .person('Bo', { pstnFixed: phone(1) })
      .plan();
    expect(plan.does('Bo')).toBe('create');
  });
});

test('an ignored person is not made a user', () => {
  const plan = aSnapshot().person('Eva').but({ ignored: true }).plan();
  expect([plan.does('Eva'), plan.codes('Eva')]).toEqual(['skip', ['person.ignored']]);
});

test('a person who is gone and has no user is nobody’s concern', () => {
  const plan = aSnapshot().person('Eva').is('absent').plan();
  expect(plan.of('Eva')).toEqual({
    person: 'eva',
    steps: [],
    withheld: [],
    fallenPins: [],
    reasons: [],
    standing: 'outside',
    settled: true,
  });
});

test('a person who lost to somebody is looked at again in every run', () => {
  expect(
    aSnapshot()
      .person('Bo')
      .linked()
      .person('Eva', { pstnFixed: phone(1) })
      .plan()
      .of('Eva').settled,
  ).toBe(false);
});
