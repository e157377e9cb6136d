// What can have been copied from Azure, and for how long a secret may live.
import { describe, expect, test } from 'vitest';
import { addDays, checkExpiry, checkGuideValue, countDays } from './guide.ts';

const guid = '8F2C1E0A-77D4-4b0c-9a55-1d2f3c4b5a69';
const codeOf = (what: Parameters<typeof checkGuideValue>[0], text: string) => {
  const checked = checkGuideValue(what, text);
  return 'fault' in checked ? checked.fault.code : checked.value;
};

describe('a value copied from Azure', () => {
  test('is taken when it has the form that it has to have', () => {
    expect(codeOf('tenantId', guid)).toBe(guid.toLowerCase());
    expect(codeOf('tenantId', 'nordvik.example')).toBe('nordvik.example');
    expect(codeOf('clientId', guid)).toBe(guid.toLowerCase());
    expect(codeOf('clientSecret', 'abc8Q~"quoted"\\slash')).toBe('abc8Q~"quoted"\\slash');
  });

  test('is refused with a code for what is wrong', () => {
    expect(codeOf('tenantId', 'common')).toBe('tenant.any');
    expect(codeOf('clientId', guid.slice(2))).toBe('guid.expected');
    expect(codeOf('clientId', ` ${guid}`)).toBe('value.unseenStart');
    expect(codeOf('clientSecret', guid)).toBe('secret.isId');
    expect(codeOf('clientSecret', '')).toBe('value.empty');
  });
});

describe('the last day of a secret', () => {
  test('is today at the earliest and two years away at most', () => {
    expect(checkExpiry('2026-11-26', '2026-11-26')).toBeNull();
    expect(checkExpiry('2026-11-25', '2026-11-26')).toBe('date.past');
    expect(checkExpiry('2028-11-26', '2026-11-26')).toBeNull();
    expect(checkExpiry('2028-11-28', '2026-11-26')).toBe('date.tooFar');
    expect(checkExpiry('2027-02-30', '2026-11-26')).toBe('date.invalid');
  });

  test('is counted in days of the calendar', () => {
    expect(addDays('2026-11-26', 180)).toBe('2027-05-25');
    expect(countDays('2026-11-26', '2027-05-25')).toBe(180);
  });
});
