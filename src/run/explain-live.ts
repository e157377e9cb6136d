// Asks Entra for the person of an explanation, and says what the answer means for a plan. Never changes anything, never throws for
// what Entra does, works on paused templates: it is no run.
import type { LookAnswer, LookedGroup } from '../connectors/person-look.ts';
import { presentNumberForms } from '../plan/number-forms.ts';
import type { PersonPresence } from '../plan/person.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Look } from './open-look.ts';
import { decideReadSettings } from './read-settings.ts';
import type { ReadSettings, RunSetup } from './read-settings.ts';
import { presentRuleGroups } from './rule-groups.ts';
import type { LiveLook } from './station.ts';

export interface ExplainDeps {
  database: Database;
  /** ms */
  now: () => number;
  /** null: Entra is never asked. */
  look: Look | null;
}

/** The template that explains, with its company. */
export interface ExplainSetting {
  stored: StoredSyncTemplate;
  company: Company;
  series: NumberSeries[];
}

export interface Looked {
  live: LiveLook;
  /** null: nobody asked. */
  answer: LookAnswer | null;
}

export const notAsked: LiveLook = { isAsked: false, at: null, requests: 0, why: null, cure: null };

/** As the next run would plan; one of a paused template as its preview does. */
export function presentSetup({ stored, company, series }: ExplainSetting, now: number): RunSetup {
  const mode = stored.template.mode === 'onlyNew' ? 'onlyNew' : 'full';
  return { stored, company, series, mode, trigger: 'person', nominalAt: now };
}

export function presentSettings(setting: ExplainSetting, now: number): ReadSettings {
  const { provider, groups, template } = setting.stored;
  const known = (names: readonly string[]) => groups.filter(({ asked }) => names.includes(asked));
  const scope = {
    memberOf: known(provider.memberOf),
    notMemberOf: known(provider.notMemberOf),
    nestedGroups: template.nestedGroups,
  };
  return decideReadSettings(presentSetup(setting, now), setting.stored.tenant ?? provider.tenantId, scope);
}

export async function readLook(
  deps: ExplainDeps,
  setting: ExplainSetting,
  ask: { who: string; person: string | null; digits: string | null },
): Promise<Looked> {
  if (deps.look === null) return { live: notAsked, answer: null };
  const { stored } = setting;
  const { answer, requests } = await deps.look(stored, {
    person: ask.person,
    who: ask.who.trim(),
    numbers: ask.digits === null ? [] : presentNumberForms(ask.who, ask.digits),
    fields: presentSettings(setting, deps.now()).fields,
    memberOf: stored.provider.memberOf,
    notMemberOf: stored.provider.notMemberOf,
    ruleGroups: presentRuleGroups(stored.template.rules),
    known: stored.groups,
    nestedGroups: stored.template.nestedGroups,
  });
  const at = new Date(deps.now()).toISOString();
  if (answer.is !== 'unanswered')
    return { live: { isAsked: true, at, requests, why: null, cure: null }, answer };
  return { live: { isAsked: true, at, requests, why: answer.why, cure: answer.cure }, answer };
}

const isIn = ({ membership }: LookedGroup): boolean => membership === 'direct' || membership === 'nested';
const isUntold = ({ membership }: LookedGroup): boolean =>
  membership === 'unknown' || membership === 'notFound';

/** The groups of rules that she is in, as the rules name them; null: not all of them were told. */
export function presentLiveRuleGroups(answer: LookAnswer | null): string[] | null {
  if (answer?.is !== 'found' || answer.ruleGroups.some(isUntold)) return null;
  return answer.ruleGroups.filter(isIn).map(({ asked }) => asked);
}

/** Where she stands by that answer; null: it does not say. */
export function decideLivePresence(answer: LookAnswer | null): PersonPresence | null {
  if (answer?.is === 'bin') return { is: 'absent', code: 'person.gone', inBin: true };
  if (answer?.is === 'nobody')
    return { is: 'absent', code: 'person.gone', inBin: answer.wholeBin ? false : null };
  if (answer?.is !== 'found') return null;
  const { memberOf, notMemberOf } = answer;
  if (notMemberOf.some(isIn)) return { is: 'absent', code: 'scope.left' };
  if (notMemberOf.some(isUntold)) return null;
  if (memberOf.length === 0 || memberOf.some(isIn)) return { is: 'in' };
  return memberOf.some(isUntold) ? null : { is: 'absent', code: 'scope.left' };
}
