// What a new user gets beside her values: settings template, caller id, language and the series of an automatic number.
// The first rule that fits decides, the sync template is asked for what it leaves out, and nobody who has a user is ever
// asked (SPEC §2: at creation, only then). Pure.
import { decideRule } from './creation-rules.ts';
import type { PlanContext, PlanPerson } from './person.ts';
import type { CreateGets } from './steps.ts';

export interface NewUserGets {
  /** Name of the rule that decided; null: none fits. */
  rule: string | null;
  /** Digits. */
  callerId: string | null;
  /** Id of a settings template. */
  settingsTemplate: string | null;
  language: string | null;
  /** Digits of the first number of a series. */
  numberSeries: string | null;
}

type RulingTemplate = Pick<
  PlanContext['template'],
  'rules' | 'defaultCallerId' | 'defaultSettingsTemplate' | 'automaticNumbers'
>;
type RuledPerson = Pick<PlanPerson, 'mapped' | 'ruleGroups'>;

/** unknown: a rule asks for a group, and her groups were not read. */
export function decideGets(person: RuledPerson, template: RulingTemplate): NewUserGets | 'unknown' {
  const { rules, defaultCallerId, defaultSettingsTemplate, automaticNumbers } = template;
  const groups = person.ruleGroups;
  const hits = person.mapped?.rules ?? [];
  let isUnknown = false;
  const isMember = (group: string) => {
    isUnknown ||= groups === null;
    return groups?.includes(group) ?? false;
  };
  const rule = decideRule(rules, hits, isMember)?.rule ?? null;
  if (isUnknown) return 'unknown';
  return {
    rule: rule?.name ?? null,
    callerId: rule?.callerId ?? defaultCallerId,
    settingsTemplate: rule?.settingsTemplate ?? defaultSettingsTemplate,
    language: rule?.language ?? null,
    numberSeries: rule?.numberSeries ?? automaticNumbers?.series ?? null,
  };
}

/** As the step that creates her says it. */
export function presentGets({ rule, callerId, settingsTemplate, language }: NewUserGets): CreateGets {
  return {
    ...(rule !== null && { rule }),
    ...(callerId !== null && { callerId }),
    ...(settingsTemplate !== null && { settingsTemplate }),
    ...(language !== null && { language }),
  };
}

/** Whether the number of somebody who has a user may come from a series, so that an empty one in Entra is no trouble. */
export function mayBeAutomatic({ mapped }: RuledPerson, template: RulingTemplate): boolean {
  if (template.automaticNumbers !== null) return true;
  const hits = mapped?.rules ?? [];
  // Of groups nobody asks for her any more.
  return template.rules.some(
    ({ numberSeries, when }, at) => numberSeries !== null && ('group' in when || hits.includes(at)),
  );
}

/** Whether nothing but the number is missing of what the source says, so that a series may give it. */
export function lacksNumber({ mapped }: RuledPerson): boolean {
  return (
    mapped?.problems.some(({ field, trouble }) => field === 'pstnFixed' && trouble === 'missing') ?? false
  );
}

/** The number that the source names for somebody who takes part, whether she can have it or not. */
export function presentNamed({ mapped, presence }: PlanPerson): string | null {
  return presence.is === 'absent' || mapped?.filter?.is === 'out' ? null : (mapped?.values.pstnFixed ?? null);
}
