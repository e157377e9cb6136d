// What is wrong with one person's facts as far as a telephone directory goes, whether or not anything is mapped yet: values
// that are missing or of odd form, accounts that are no people. Where a field is mapped it is read as the mapping says, else
// from the usual field. What two people share is quality-twins.ts. Pure.
import { foldAlias } from './claims.ts';
import type { Facts } from './facts.ts';
import { openMapping } from './mapping.ts';
import type { Mapped } from './mapping.ts';
import { openRanges } from './number-stock.ts';
import { hasTrailingExtension, premiumRate } from './numbers.ts';
import type { NumberSeries } from './numbers.ts';
import { presentFact } from './present-fact.ts';
import { isQualityCode } from './quality-codes.ts';
import type { QualityCode } from './quality-codes.ts';
import type { FieldMapping, Mapping, SyncTemplate, UserField } from './sync-template.ts';

export interface QualitySettings extends Pick<SyncTemplate, 'fieldMapping' | 'filter' | 'guests'> {
  country: string;
  series: readonly NumberSeries[];
  lookups: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Numbers that nobody may have, as ranges that do not overlap. */
  reserved: readonly { first: number; last: number }[];
}

export interface QualityPerson {
  id: string;
  facts: Facts;
  isGuest: boolean;
  isDisabled: boolean;
}

interface PersonFinding {
  code: QualityCode;
  /** The value that was found; null when there was none. */
  found: string | null;
  /** What is wrong with it, where the code does not say it all. */
  why: string | null;
}

/** What two people should not share. */
export const twinFields = ['pstnFixed', 'email', 'alias', 'name'] as const;
export type TwinField = (typeof twinFields)[number];

interface CheckedPerson {
  /** The filter takes her. */
  inScope: boolean;
  findings: PersonFinding[];
  /** As compared, and as shown; of people who would be users. */
  twins: Partial<Record<TwinField, { key: string; shown: string }>>;
}

export interface QualityChecks {
  check(person: QualityPerson): CheckedPerson;
  /** The source field that PSTN Fixed is read from; null: it is made, and its written form can not be judged. */
  numberField: string | null;
  /** Source fields that the mapping and the filter read. */
  fields: readonly string[];
}

const from = (field: string): Mapping => ({ field, onEmpty: 'clear' });
const usual = {
  alias: from('mailNickname'),
  name: from('givenName'),
  surname: from('surname'),
  pstnFixed: from('businessPhones'),
  email: from('mail'),
  mobile: from('mobilePhone'),
} as const satisfies FieldMapping;

export function openQualityChecks(settings: QualitySettings): QualityChecks {
  const { country, series, lookups, filter } = settings;
  const given: FieldMapping = {};
  for (const field of Object.keys(usual) as (keyof typeof usual)[])
    given[field] = settings.fieldMapping[field] ?? usual[field];
  // Whether a number outside the series is refused or only told, it is listed as one that is outside.
  const rules = { country, series, lookups, ownNumbersOnly: false };
  const mapping = openMapping({ ...rules, fieldMapping: given, userFieldMapping: {}, filter, rules: [] });
  const places = openPlaces(settings);
  const source = given.pstnFixed ?? usual.pstnFixed;
  const numberField = 'field' in source ? source.field : null;
  return {
    numberField,
    fields: mapping.fields,
    check(person) {
      const mapped = mapping.map(person.facts);
      if (mapped.filter?.is === 'out') return { inScope: false, findings: [], twins: {} };
      const kind = decideKind(person, settings);
      if (kind !== null && kind.isAll) return { inScope: true, findings: [kind.finding], twins: {} };
      const findings = [
        ...(kind === null ? [] : [kind.finding]),
        ...checkFilter(mapped),
        ...checkNumber(person.facts, mapped, numberField, places),
        ...checkOthers(mapped),
      ];
      return { inScope: true, findings, twins: presentTwins(mapped) };
    },
  };
}

/** isAll: nobody expects the rest to be in order for such an account. */
function decideKind(
  { facts, isGuest, isDisabled }: QualityPerson,
  { guests }: QualitySettings,
): { finding: PersonFinding; isAll: boolean } | null {
  const is = (code: QualityCode, isAll: boolean) => ({
    finding: { code, found: presentFact(facts, 'displayName'), why: null },
    isAll,
  });
  const isNameless = !presentFact(facts, 'givenName') && !presentFact(facts, 'surname');
  if (facts['isResourceAccount'] === true) return is('account.resource', true);
  if (isDisabled && isNameless && presentFact(facts, 'mail') && !isGuest)
    return is('mailbox.likelyShared', true);
  if (isGuest) return is('person.guest', guests === 'leaveOut');
  if (isDisabled) return is('person.disabled', true);
  const isSilent = ['businessPhones', 'mobilePhone', 'jobTitle'].every((field) => !presentFact(facts, field));
  return isNameless && isSilent ? is('account.likelyFunctional', false) : null;
}

function checkFilter({ filter }: Mapped): PersonFinding[] {
  return filter?.is === 'failed' ? [{ code: 'filter.failed', found: null, why: filter.why }] : [];
}

function checkNumber(
  facts: Facts,
  mapped: Mapped,
  field: string | null,
  decidePlace: (digits: string) => QualityCode | null,
): PersonFinding[] {
  const problem = mapped.problems.find((one) => one.field === 'pstnFixed');
  const written = field === null ? null : presentFact(facts, field);
  const find = (code: QualityCode, why: string | null = null): PersonFinding => ({
    code,
    found: written ?? problem?.found ?? mapped.values['pstnFixed'] ?? null,
    why,
  });
  if (problem?.trouble === 'missing') return [find('pstnFixed.missing')];
  const isSeveral = field !== null && hasSeveral(facts, field);
  if (problem) {
    if (isSeveral) return [find('pstnFixed.several', problem.why)];
    return [problem.why === premiumRate ? find('pstnFixed.premium') : find('pstnFixed.invalid', problem.why)];
  }
  const digits = mapped.values['pstnFixed'];
  if (typeof digits !== 'string') return [];
  const place = decidePlace(digits);
  const findings = place === null ? [] : [find(place)];
  if (written === null) return findings;
  if (isSeveral) findings.push(find('pstnFixed.several'));
  else if (hasTrailingExtension(written)) findings.push(find('pstnFixed.extension'));
  else if (!/^\+[1-9]\d{6,14}$/.test(written)) findings.push(find('pstnFixed.form'));
  return findings;
}

/** What is wrong with whose number it is. A company may have ten thousand series, and every person is asked about. */
function openPlaces({ series, reserved }: QualitySettings): (digits: string) => QualityCode | null {
  // Only series of one kind do not overlap.
  const [isService, isFixed, isMobile] = (['service', 'fixed', 'mobile'] as const).map((kind) =>
    openWithin(series.filter((one) => one.kind === kind)),
  );
  const isReserved = openWithin(reserved);
  return (digits) => {
    if (isService?.(digits)) return 'pstnFixed.service';
    if (isReserved(digits)) return 'pstnFixed.reserved';
    return series.length === 0 || isFixed?.(digits) || isMobile?.(digits) ? null : 'pstnFixed.outside';
  };
}

function openWithin(ranges: readonly { first: number; last: number }[]): (digits: string) => boolean {
  const opened = openRanges(ranges);
  return (digits) => opened.count({ first: Number(digits), last: Number(digits) }) > 0;
}

/** A list of several, or one text in which somebody has put two. */
function hasSeveral(facts: Facts, field: string): boolean {
  const value = facts[field];
  if (Array.isArray(value)) {
    const filled = value.filter((one) => typeof one === 'string' && one.trim() !== '');
    if (filled.length > 1) return true;
  }
  const text = presentFact(facts, field) ?? '';
  const parts = text.split(/[;,/|\n]|\s(?:el\.?|eller|or|och|and|&)\s/iu);
  return parts.filter((part) => part.replace(/\D/g, '').length >= 6).length > 1;
}

const others: readonly UserField[] = ['alias', 'name', 'surname', 'email', 'mobile'];

function checkOthers({ problems, values }: Mapped): PersonFinding[] {
  const findings = problems.flatMap(({ field, trouble, found, why }): PersonFinding[] => {
    const code = `${field}.${trouble}`;
    const isTold = others.some((other) => other === field) && isQualityCode(code);
    return isTold ? [{ code, found, why: trouble === 'invalid' ? why : null }] : [];
  });
  if (values['email'] === null) findings.push({ code: 'email.missing', found: null, why: null });
  return findings;
}

function presentTwins({ values }: Mapped): CheckedPerson['twins'] {
  const { pstnFixed, email, alias, name, surname } = values;
  const twins: CheckedPerson['twins'] = {};
  if (pstnFixed) twins.pstnFixed = { key: pstnFixed, shown: `+${pstnFixed}` };
  if (email) twins.email = { key: email.toLowerCase(), shown: email };
  if (alias) twins.alias = { key: foldAlias(alias), shown: alias };
  if (name && surname) {
    const shown = `${name} ${surname}`;
    twins.name = { key: shown.normalize('NFC').toLowerCase().replace(/\s+/gu, ' '), shown };
  }
  return twins;
}
