// Making and changing users by hand (SPEC §7), by the same rules as a sync: what a value may be, who else has it, which
// numbers are not free. What a sync template rules is locked. All faults are told at once and nothing is half done.
import { openExtensions } from '../plan/extensions.ts';
import { decideLocks, decideTaken, matchHandValues } from '../plan/hand-values.ts';
import type { HandFault } from '../plan/hand-values.ts';
import { presentUnique } from '../plan/open-values.ts';
import type { ValueFacts } from '../plan/open-values.ts';
import type { StepDetails } from '../plan/logged-step.ts';
import { byHandReason } from '../plan/reasons.ts';
import type { FieldName } from '../plan/reasons.ts';
import type { Values } from '../plan/steps.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readKeptExtensions, readUsedExtensions } from '../store/users.ts';
import { carryOut, doDeed, doUserDeed, failure, presentSubject, presentUserStep } from './hand-deed.ts';
import type { Deed, Expected, Hand, HandFailure, HandResult } from './hand-deed.ts';
import { giveFromSeries } from './hand-series.ts';
import { decideSettings } from './hand-settings.ts';
import type { HandSettings } from './hand-settings.ts';
import { presentHandValues } from './hand-values.ts';
import { presentWritten } from './step-rows.ts';
import { readValueFacts } from './value-facts.ts';

export interface HandUserInput extends HandSettings {
  /** By field, further ones as `fields.<name>`; null or blank empties an optional one, an absent one stays. */
  values: Values;
  /** Instead of PSTN Fixed: digits of the first number of the series that one is taken from. */
  numberSeries?: string;
  why?: string | null;
}

/** Without an extension the user gets one as a sync gives it; null gives none. */
export async function createUserByHand(
  hand: Hand,
  id: string,
  input: HandUserInput,
): Promise<HandResult<{ id: string; step: number }>> {
  return doDeed(hand, async (deed) => {
    const given = await giveFromSeries(deed, input.values, input.numberSeries);
    if (given.faults.length > 0) return refuse(given.faults);
    const { values, faults } = await matchValues(deed, given.values, true);
    const facts = await readFacts(deed, values);
    faults.push(...decideTaken(values, { user: id, person: null }, facts));
    const settings = await decideSettings(deed, input, null);
    faults.push(...settings.faults);
    if (faults.length > 0) return refuse(faults);
    if (!('extension' in values)) values.extension = await giveExtension(deed, values.pstnFixed ?? '');
    const { callerId = null, settingsTemplate = null } = settings.after;
    const kept = { callerId, settingsTemplateId: settingsTemplate, settings: settings.all };
    const details: StepDetails = { ...presentWritten(values), kept };
    const alias = values.alias ?? '';
    const after = { ...values, ...settings.after };
    const step = { doWhat: 'create', templateId: null, person: null, user: id, alias, after, details };
    const [stepId = 0] = await carryOut(deed, [{ ...step, because: byHandReason(input.why ?? null) }], {
      action: 'user.create',
      subject: { kind: 'user', id, name: alias },
      after,
    });
    return { ok: true, id, step: stepId };
  });
}

/** changed: the fields that differ from before; none is no fault. */
export async function changeUserByHand(
  hand: Hand,
  userId: string,
  input: HandUserInput,
  expected: Expected = {},
): Promise<HandResult<{ changed: string[] }>> {
  return doUserDeed(hand, userId, expected, async (deed, user) => {
    const today = presentHandValues(user);
    const given = await giveFromSeries(deed, input.values, input.numberSeries);
    if (given.faults.length > 0) return refuse(given.faults);
    const asked = withoutSame(given.values, today);
    const { values: matched, faults } = await matchValues(deed, asked, false);
    const values = withoutSame(matched, today);
    // A number written in another way is the same number.
    const differing = new Set([...Object.keys(values), ...faults.map((fault) => fault.path)]);
    faults.push(...decideLocks([...differing], user.link));
    const asker = { user: user.id, person: user.link?.person ?? null };
    faults.push(...decideTaken(values, asker, await readFacts(deed, values)));
    const settings = await decideSettings(deed, input, user);
    faults.push(...settings.faults);
    if (faults.length > 0) return refuse(faults);
    const after = { ...values, ...settings.after };
    const changed = Object.keys(after);
    if (changed.length === 0) return { ok: true, changed };
    const before = { ...pick(today, Object.keys(values)), ...settings.before };
    const details: StepDetails = {
      ...presentWritten(values),
      ...(settings.changed && { settings: settings.changed }),
    };
    const because = byHandReason(input.why ?? null);
    const step = { ...presentUserStep(user, 'change'), before, after, because, details };
    await carryOut(deed, [step], { action: 'user.change', subject: presentSubject(user), before, after });
    return { ok: true, changed };
  });
}

async function matchValues({ db, company }: Deed, asked: Values, isNew: boolean) {
  const series = await readNumberSeries(db, company.id);
  const { country, ownNumbersOnly } = company;
  return matchHandValues(asked, { country, series, ownNumbersOnly }, isNew);
}

async function readFacts({ db, company, hand }: Deed, values: Values): Promise<ValueFacts> {
  const unique = presentUnique(values);
  const keysOf = (wanted: string) => unique.flatMap(([field, , key]) => (field === wanted ? [key] : []));
  const keys = {
    aliasKeys: keysOf('alias'),
    numbers: keysOf('pstnFixed'),
    extensions: keysOf('extension'),
  };
  return readValueFacts(db, company, keys, hand.now);
}

async function giveExtension({ db, company, hand }: Deed, pstnFixed: string): Promise<string | null> {
  const kept = await readKeptExtensions(db, company.id, new Date(hand.now));
  const used = await readUsedExtensions(db, company.id);
  return openExtensions([...used, ...kept.map(({ extension }) => extension)]).give(pstnFixed);
}

function withoutSame(values: Values, today: Values): Values {
  const differing = Object.entries(values).filter(
    ([field, value]) => (value ?? null) !== (today[field as FieldName] ?? null),
  );
  return Object.fromEntries(differing);
}

function pick(values: Values, fields: readonly string[]): Values {
  return Object.fromEntries(fields.map((field) => [field, values[field as FieldName] ?? null]));
}

function refuse(faults: HandFault[]): HandFailure {
  const [first] = faults;
  // Somebody who gave one wrong value is told of that one; several are told together.
  if (faults.length === 1 && first) return failure(first.code, first.message, first.cure, faults);
  const message = `${faults.length} values can not be taken: ${faults.map((fault) => fault.message).join(' ')}`;
  return failure('user.invalid', message, 'Correct them; nothing was changed.', faults);
}
