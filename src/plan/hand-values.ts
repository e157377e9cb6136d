// What an administrator may write into a user by hand: the form of each value, fields that a sync template rules
// (field.locked), values that somebody else has. All faults at once, each with a cure. Pure (SPEC §5, §7).
import { decideClosed, presentUnique, takenReason } from './open-values.ts';
import type { Asker, ValueFacts } from './open-values.ts';
import { NOT_OWN } from './numbers.ts';
import type { NumberRules } from './numbers.ts';
import { presentField } from './reasons.ts';
import type { FieldName } from './reasons.ts';
import { matchField } from './requirements.ts';
import type { Values } from './steps.ts';
import { requiredFields } from './sync-template.ts';
import type { FieldMapping, Mode, UserFieldMapping } from './sync-template.ts';

export interface HandFault {
  /** The field it is about, as in the API: alias, fields.costCentre, callerId … */
  path: string;
  code: string;
  message: string;
  cure: string;
}

export interface HandValues {
  /** As they are stored; null empties an optional field. */
  values: Values;
  faults: HandFault[];
}

/** isNew: what is required must be there. A blank text empties a field. */
export function matchHandValues(asked: Values, rules: NumberRules, isNew: boolean): HandValues {
  const values: Values = {};
  const faults: HandFault[] = [];
  const required = isNew ? requiredFields : [];
  for (const name of new Set([...required, ...Object.keys(asked)])) {
    const field = name as FieldName;
    const text = asked[field] ?? '';
    if (text.trim() === '') {
      if (!(requiredFields as readonly string[]).includes(field)) values[field] = null;
      else faults.push(missing(field));
      continue;
    }
    const outcome = matchField(field, text, rules);
    if ('value' in outcome) values[field] = outcome.value;
    else faults.push(invalid(field, text, outcome.why));
  }
  return { values, faults };
}

function missing(field: FieldName): HandFault {
  const word = presentField(field);
  return {
    path: field,
    code: `${field}.missing`,
    message: `${word} is empty.`,
    cure: `Give ${word} a value.`,
  };
}

function invalid(field: FieldName, text: string, why: string): HandFault {
  const word = presentField(field);
  const message = `${word} can not be ${JSON.stringify(text)}: ${why}.`;
  const cure =
    why === NOT_OWN
      ? `Add the number to one of the company's number series, or write another ${word}.`
      : `Write another ${word}.`;
  return { path: field, code: `${field}.invalid`, message, cure };
}

export interface RulingTemplate {
  /** Its name. */
  template: string;
  mode: Mode;
  fieldMapping: FieldMapping;
  userFieldMapping: UserFieldMapping;
}

/** Mapped fields of a linked user are locked in full and paused, and free in onlyNew. */
function isLocked(field: string, ruling: RulingTemplate | null): boolean {
  if (ruling === null || ruling.mode === 'onlyNew') return false;
  if (field.startsWith('fields.'))
    return Object.hasOwn(ruling.userFieldMapping, field.slice('fields.'.length));
  return Object.hasOwn(ruling.fieldMapping, field);
}

export function decideLocks(changed: readonly string[], ruling: RulingTemplate | null): HandFault[] {
  return changed
    .filter((field) => isLocked(field, ruling))
    .map((field) => ({
      path: field,
      code: 'field.locked',
      message: `${presentField(field as FieldName)} follows Entra by the sync template ${JSON.stringify(ruling?.template)}.`,
      cure: 'Change it in Entra, or unlink the user first.',
    }));
}

/** Unique values among these that the user can not have. */
export function decideTaken(values: Values, asker: Asker, facts: ValueFacts): HandFault[] {
  return presentUnique(values).flatMap(([field, value, key]) => {
    const holder = facts.holders[field].get(key);
    const reason =
      holder !== undefined && holder.user !== asker.user
        ? takenReason(field, value, holder)
        : decideClosed(field, value, asker, facts);
    if (reason === null) return [];
    const cure = holder ? `Choose another ${presentField(field)}.` : reason.cure;
    return [{ path: field, code: reason.code, message: reason.message, cure }];
  });
}
