// Lookup tables that expressions name: one that the company does not have is a fault where the expression is new, and a
// warning where it stood before and the table went. Only names that are written out can be told. Pure.
import { openExpression } from '../plan/expression.ts';
import type { Lookups } from '../plan/expression-functions.ts';
import { presentNearest } from '../plan/nearest.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { fault } from './spot.ts';
import type { Spot } from './spot.ts';

/** What is wrong with the tables that an expression names. */
export function checkTableNames(
  tables: readonly { name: string; at: number }[],
  lookups: Lookups,
): { message: string; cure: string; at: number }[] {
  const names = Object.keys(lookups);
  const some = names.slice(0, 5).map((one) => JSON.stringify(one));
  const known = names.length
    ? `The company has ${some.join(', ')}${names.length > 5 ? ' …' : ''}.`
    : 'The company has none.';
  const lost = tables.filter(({ name }) => !Object.hasOwn(lookups, name));
  return lost.map(({ name, at }) => ({
    message: `there is no lookup table ${JSON.stringify(name)}.${presentNearest(name, names)}`,
    cure: `Correct the name, or add the table to "lookups" of the company. ${known}`,
    at,
  }));
}

/** Faults of the expressions below this spot. */
export function checkTables(below: Spot, before: SyncTemplate | null, lookups: Lookups): void {
  const stood = new Set(before === null ? [] : presentExpressions(before));
  for (const { spot, offset, text, at, name } of below.reading.tables) {
    if (stood.has(text)) continue;
    if (below.key !== '' && !spot.key.startsWith(`${below.key}.`)) continue;
    for (const { message, cure } of checkTableNames([{ name, at }], lookups))
      fault(spot, `Character ${at + 1} of the expression: ${message}`, cure, offset);
  }
}

/** Tables that a template's expressions name and that are no more. */
export function findLostTables(template: SyncTemplate, lookups: Lookups): string[] {
  const lost = presentExpressions(template).flatMap((text) => {
    // Which kind it is says nothing about what it names.
    const opened = openExpression(text, 'text', rules);
    const { tables } = 'fault' in opened ? readCondition(text) : opened;
    return tables.map(({ name }) => name).filter((name) => !Object.hasOwn(lookups, name));
  });
  return [...new Set(lost)];
}

const rules = { country: 'SE', series: [], ownNumbersOnly: false, lookups: {} };

function readCondition(text: string): { tables: { name: string }[] } {
  const opened = openExpression(text, 'condition', rules);
  return 'fault' in opened ? { tables: [] } : opened;
}

function presentExpressions({
  fieldMapping,
  userFieldMapping,
  filter,
  rules: ruled,
}: SyncTemplate): string[] {
  const sources = [
    ...Object.values(fieldMapping),
    ...Object.values(userFieldMapping),
    ...ruled.map(({ when }) => when),
  ];
  const mapped = sources.flatMap((source) => ('expression' in source ? source.expression : []));
  return filter === null ? mapped : [...mapped, filter];
}
