// What rules and automatic numbers of a sync template name beside themselves: settings templates, caller ids and number
// series of the company, lookup tables. Faults go to the document's list. Pure.
import type { CreationRule } from '../plan/creation-rules.ts';
import { presentNearest } from '../plan/nearest.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { SettingsTemplate } from '../store/settings-templates.ts';
import type { RuleDocument } from './parse-rules.ts';
import { fault } from './spot.ts';
import type { Spot } from './spot.ts';

export interface RuleWorld {
  series: readonly NumberSeries[];
  settingsTemplates: readonly SettingsTemplate[];
  isOwn: (digits: string) => boolean;
}

/** Rules that stood before are not questioned for caller ids and series: export and import have to go together. */
export function decideRules(
  documents: readonly RuleDocument[],
  before: readonly CreationRule[],
  world: RuleWorld,
): CreationRule[] {
  return documents.map(({ spot, members, rule }) => {
    const at = (key: string) => members.get(key) ?? spot;
    const stood = before.find(({ name }) => name === rule.name);
    const { callerId, numberSeries } = rule;
    if (callerId !== null && callerId !== stood?.callerId && !world.isOwn(callerId))
      fault(
        at('callerId'),
        `${callerId} is not one of the company’s numbers.`,
        'Add it to "numbers", or choose one of those.',
      );
    if (numberSeries !== null && numberSeries !== stood?.numberSeries)
      checkSeries(numberSeries, at('numberSeries'), world.series);
    return {
      ...rule,
      settingsTemplate: decideSettings(rule.settingsTemplate, at('settingsTemplate'), world),
    };
  });
}

function decideSettings(name: string | null, spot: Spot, world: RuleWorld): string | null {
  if (name === null) return null;
  const found = world.settingsTemplates.find((template) => template.name === name);
  if (found) return found.id;
  const names = world.settingsTemplates.map((template) => template.name);
  const message = `There is no settings template ${JSON.stringify(name)}.${presentNearest(name, names)}`;
  fault(spot, message, 'Correct the name or add it to "settingsTemplates".');
  return null;
}

/** The series that begins with these digits; a service's numbers are never a person's. */
function findSeries(digits: string, series: readonly NumberSeries[]): NumberSeries | undefined {
  return series.find(({ first, kind }) => String(first) === digits && kind !== 'service');
}

export function checkSeries(digits: string, spot: Spot, series: readonly NumberSeries[]): void {
  if (findSeries(digits, series)) return;
  const own = series.filter(({ kind }) => kind !== 'service').map(({ first }) => first);
  const known = own.length
    ? `They begin with ${own.slice(0, 5).join(', ')}${own.length > 5 ? ' …' : ''}.`
    : 'The company has none.';
  const message = `No fixed or mobile series of the company begins with ${digits}.`;
  fault(spot, message, `Write the "from" of a series. ${known}`);
}

/** Series that a template names and that are no more: what they are for. */
export function findLostSeries(template: SyncTemplate, series: readonly NumberSeries[]): string[] {
  const named = [
    template.automaticNumbers?.series,
    ...template.rules.map(({ numberSeries }) => numberSeries),
  ];
  const lost = named.filter((digits) => typeof digits === 'string' && !findSeries(digits, series));
  return [...new Set(lost.filter((digits) => typeof digits === 'string'))];
}
