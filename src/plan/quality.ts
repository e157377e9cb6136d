// The directory quality report over everybody in scope, person by person: who has which finding, who shares what with whom,
// and which checks could not be made. Holds ids and counts, never the people themselves. Pure.
import type { QualityCode } from './quality-codes.ts';
import { openQualityChecks, twinFields } from './quality-person.ts';
import type { QualityPerson, QualitySettings, TwinField } from './quality-person.ts';
import { openTwins } from './quality-twins.ts';

interface QualityFinding {
  code: QualityCode;
  /** In the order in which they came; of a shared value, those who share it next to each other. */
  people: string[];
  /** For a shared value: its number for each of them, from 1. */
  groups: number[] | null;
}

/** A check that could not be made. */
export interface NotChecked {
  code: QualityCode;
  why: string;
  cure: string;
}

export interface Quality {
  /** In scope. */
  people: number;
  findings: QualityFinding[];
  notChecked: NotChecked[];
}

export interface OpenQuality {
  add(person: QualityPerson): void;
  finish(): Quality;
}

export const twinCodes: Record<TwinField, QualityCode> = {
  pstnFixed: 'pstnFixed.duplicate',
  email: 'email.duplicate',
  alias: 'alias.duplicate',
  name: 'name.duplicate',
};

export function openQuality(settings: QualitySettings): OpenQuality {
  const checks = openQualityChecks(settings);
  const found = new Map<QualityCode, string[]>();
  const twins = twinFields.map((field) => ({ field, seen: openTwins() }));
  const ids: string[] = [];
  let hasResourceFlag = checks.fields.includes('isResourceAccount');
  return {
    add(person) {
      hasResourceFlag ||= person.facts['isResourceAccount'] !== undefined;
      const checked = checks.check(person);
      if (!checked.inScope) return;
      ids.push(person.id);
      for (const { code } of checked.findings) {
        const people = found.get(code);
        if (people) people.push(person.id);
        else found.set(code, [person.id]);
      }
      for (const { field, seen } of twins) seen.add(checked.twins[field]?.key ?? null);
    },
    finish() {
      const findings: QualityFinding[] = [...found].map(([code, people]) => ({ code, people, groups: null }));
      for (const { field, seen } of twins) {
        const { at, groups } = seen.finish();
        const people = at.map((position) => ids[position] ?? '');
        if (people.length > 0) findings.push({ code: twinCodes[field], people, groups });
      }
      const notChecked = decideNotChecked(checks.numberField !== null, hasResourceFlag);
      return { people: ids.length, findings, notChecked };
    },
  };
}

function decideNotChecked(isNumberField: boolean, hasResourceFlag: boolean): NotChecked[] {
  const notChecked: NotChecked[] = [];
  if (!hasResourceFlag)
    notChecked.push({
      code: 'account.resource',
      why: 'isResourceAccount is not read: no mapping, filter or rule names it.',
      cure: 'Use the filter !isResourceAccount and run: it is read then, and such accounts are left out.',
    });
  if (!isNumberField)
    notChecked.push({
      code: 'pstnFixed.form',
      why: 'PSTN Fixed is made by an expression, so how the number is written in Entra can not be judged.',
      cure: 'Nothing has to be done: what the expression gives is checked.',
    });
  return notChecked;
}
