// Who changed: a linked person whose usable mapped values differ from the user's (R5, R10, R12, R13).
// A value that is missing though required, invalid, taken or pinned keeps what stands.
import { foldAlias, noKeys } from './claims.ts';
import type { Contender, Keys } from './contest.ts';
import { uniqueFields } from './mapping.ts';
import type { UniqueField } from './mapping.ts';
import type { LinkedUser, PlanPerson } from './person.ts';
import { pinnedReason, plainReason } from './reasons.ts';
import type { FieldName, Reason } from './reasons.ts';
import type { Values } from './steps.ts';

/** The fields in which the source rules and the user differs, with the source's value. */
export function decideDifferences(person: PlanPerson, link: LinkedUser): Values {
  const differences: Values = {};
  for (const [name, value = null] of Object.entries(person.mapped?.values ?? {})) {
    const field = name as FieldName;
    if ((link.values[field] ?? null) !== value && !isPinned(link, field, value)) differences[field] = value;
  }
  return differences;
}

/** While the source says what was undone. */
function isPinned({ pinned }: LinkedUser, field: FieldName, value: string | null): boolean {
  return pinned[field] === value;
}

export function heldKeys(values: Values): Keys {
  return {
    alias: values.alias ? foldAlias(values.alias) : null,
    pstnFixed: values.pstnFixed ?? null,
    extension: values.extension ?? null,
  };
}

/** The unique values that she wants instead of those the user holds; null when there are none to claim. */
export function decideWants(differences: Values, link: LinkedUser): Keys | null {
  if (uniqueFields.every((field) => differences[field] === undefined)) return null;
  const wanted = heldKeys(differences);
  const held = heldKeys(link.values);
  let wants: Keys | null = null;
  for (const field of uniqueFields) {
    if (wanted[field] !== null && wanted[field] !== held[field])
      wants = { ...(wants ?? noKeys), [field]: wanted[field] };
  }
  return wants;
}

export interface Change {
  from: Values;
  to: Values;
  /** Unique fields that she wanted and did not get, with the key. */
  lost: [UniqueField, string][];
}

/** The change that is left when claims are settled. */
export function decideChange(person: PlanPerson, link: LinkedUser, contender: Contender | undefined): Change {
  const differences = decideDifferences(person, link);
  const lost: [UniqueField, string][] = [];
  const from: Values = {};
  const to: Values = {};
  for (const [name, value = null] of Object.entries(differences)) {
    const field = name as FieldName;
    const wanted = contender?.claimant.wants[field as UniqueField] ?? null;
    if (wanted !== null && contender?.won[field as UniqueField] !== wanted) {
      lost.push([field as UniqueField, wanted]);
      continue;
    }
    from[field] = link.values[field] ?? null;
    to[field] = value;
  }
  return { from, to, lost };
}

export function decideChangeReason(person: PlanPerson, link: LinkedUser): Reason {
  if (person.mappingChanged) return plainReason('mapping.changed');
  return plainReason(link.drifted && person.factsUnchanged ? 'source.drift' : 'source.changed');
}

/** Pinned fields whose source has another value than the user. */
export function presentPins(person: PlanPerson, link: LinkedUser): Reason[] {
  const mapped = person.mapped?.values ?? {};
  return (Object.keys(link.pinned) as FieldName[])
    .filter((f) => mapped[f] !== undefined && isPinned(link, f, mapped[f] ?? null))
    .filter((f) => mapped[f] !== (link.values[f] ?? null))
    .map((f) => pinnedReason(f));
}

/** Pins whose source says something else by now. A source that is not usable says nothing. */
export function decideFallenPins(person: PlanPerson, link: LinkedUser): FieldName[] {
  const mapped = person.mapped?.values ?? {};
  return (Object.keys(link.pinned) as FieldName[]).filter(
    (f) => mapped[f] !== undefined && !isPinned(link, f, mapped[f] ?? null),
  );
}
