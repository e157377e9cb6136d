// Whom a template's creation rules would decide for, over everybody in scope: of saved rules from what mapping has found, of rules
// that are not saved yet by trying them on each person's facts. Asks nobody: groups are as they were read last.
import type { Kysely } from 'kysely';
import { openRules } from '../plan/creation-rules.ts';
import type { CreationRule } from '../plan/creation-rules.ts';
import type { Facts } from '../plan/facts.ts';
import { openRuleReach } from '../plan/rule-reach.ts';
import type { OpenRuleReach } from '../plan/rule-reach.ts';
import type { Company } from '../store/companies.ts';
import { readNumberSeries } from '../store/number-series.ts';
import { readFactsPage, readRuleHits } from '../store/rule-reach.ts';
import type { StoredSyncTemplate } from '../store/sync-templates.ts';
import type { Tables } from '../store/tables.ts';
import { hashGroups, presentRuleGroups } from './rule-groups.ts';

export type RulesTried = ReturnType<OpenRuleReach['present']> & {
  /** Entra fields that rules read and the roster does not have yet: nobody fits by them before the next read. */
  unreadFields: string[];
};

/** As much as is worked on at a time: the service answers others in between. */
const PAGE = 1_000;

/** Of the saved rules. groups: as the template knows them now. */
export async function readRuleReach(
  db: Kysely<Tables>,
  template: { id: string; rules: readonly CreationRule[] },
  groups: StoredSyncTemplate['groups'],
): Promise<ReturnType<OpenRuleReach['present']>> {
  const last = openLastGroups(template.rules, groups);
  const reach = openRuleReach(template.rules, last.isKnown, 0);
  for (const { hits, people, ...row } of await readRuleHits(db, template.id))
    reach.add(hits, last.groupsOf(row), people, null);
  return reach.present();
}

/** rules: perhaps not saved. samples: names for each rule. */
export async function tryRules(
  db: Kysely<Tables>,
  { template, groups }: StoredSyncTemplate,
  company: Company,
  rules: readonly CreationRule[],
  samples: number,
): Promise<RulesTried> {
  const series = await readNumberSeries(db, company.id);
  const { country, ownNumbersOnly, lookups } = company;
  const opened = openRules(rules, { country, ownNumbersOnly, lookups, series });
  const last = openLastGroups(template.rules, groups);
  const reach = openRuleReach(rules, last.isKnown, samples);
  const unread = new Set(opened.fields.map((field) => field.split('.')[0] ?? ''));
  for (let after = ''; ;) {
    const rows = await readFactsPage(db, template.id, after, PAGE);
    for (const { facts: told, ...row } of rows) {
      const facts = told as Facts;
      reach.add(opened.match(facts), last.groupsOf(row), 1, presentName(facts));
    }
    for (const field of unread) if (rows.some(({ facts }) => field in (facts as Facts))) unread.delete(field);
    after = rows.at(-1)?.person ?? '';
    if (rows.length < PAGE) return { ...reach.present(), unreadFields: [...unread].toSorted() };
  }
}

function presentName({ displayName, userPrincipalName }: Facts): string | null {
  const name = displayName ?? userPrincipalName;
  return typeof name === 'string' ? name : null;
}

/** Memberships count while they were asked for of just the groups that the saved rules name. */
function openLastGroups(saved: readonly CreationRule[], known: StoredSyncTemplate['groups']) {
  const asked = presentRuleGroups(saved);
  const groups = known.filter((group) => asked.includes(group.asked));
  const names = Map.groupBy(groups, ({ id }) => id);
  const hash = hashGroups(groups);
  return {
    isKnown: (name: string) => groups.some((group) => group.asked === name),
    groupsOf: (row: { groups: string[] | null; asked: string | null }) =>
      row.groups === null || row.asked !== hash
        ? null
        : row.groups.flatMap((id) => names.get(id)?.map((group) => group.asked) ?? []),
  };
}
