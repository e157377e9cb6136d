// A sync template of the document. Takes what is given and leaves out what is not: an absent key means that
// what is stored stays, which is for decide-sync-template. The provider's own form is plan/provider-json's.
import type { Fault } from '../plan/json-object.ts';
import { parseProvider } from '../plan/provider-json.ts';
import type { ParsedProvider } from '../plan/provider-json.ts';
import { isDate } from '../plan/provider-values.ts';
import { syncTemplateDefaults } from '../plan/sync-template.ts';
import type { Brakes, Schedule, SyncTemplate } from '../plan/sync-template.ts';
import { parseDigits } from './parse-company.ts';
import { parseExpression } from './parse-expression.ts';
import { parseFieldMapping, parseUserFieldMapping } from './parse-mapping.ts';
import { parseAutomaticNumbers, parseRules } from './parse-rules.ts';
import type { RuleDocument } from './parse-rules.ts';
import {
  fault,
  parseBoolean,
  parseChoice,
  parseItems,
  parseMail,
  parseMembers,
  parseNullable,
  parseNumber,
} from './spot.ts';
import { parsePattern, parseText } from './spot.ts';
import type { Spot } from './spot.ts';
import { isTooDeep, parseSyntax } from './syntax.ts';

/** What can be set on a template, but its names of other things. */
export type TemplateValues = Omit<SyncTemplate, 'id' | 'name' | 'defaultSettingsTemplate' | 'rules'>;

export interface LinkDocument {
  spot: Spot;
  person: string;
  alias: string;
}

export interface SyncTemplateDocument {
  spot: Spot;
  /** The places of the keys that were given. */
  members: Map<string, Spot>;
  name: string;
  values: Partial<TemplateValues>;
  /** By name; undefined when absent. */
  defaultSettingsTemplate: string | null | undefined;
  /** With settings templates by name; undefined when absent. */
  rules: RuleDocument[] | undefined;
  provider: ParsedProvider | undefined;
  links: LinkDocument[];
}

const parseMailOrNull = (spot: Spot) => parseNullable(spot, parseMail);

const valueParsers: { [K in keyof TemplateValues]: (spot: Spot) => TemplateValues[K] | undefined } = {
  kind: (spot) => parseChoice(spot, ['entra']),
  mode: (spot) => parseChoice(spot, ['paused', 'full', 'onlyNew']),
  keepDays: (spot) => parseNumber(spot, { min: 0, max: 365 }),
  welcomeMail: parseBoolean,
  welcomeFirstLoad: (spot) => parseChoice(spot, ['send', 'hold', 'none']),
  welcomeCopyTo: parseMailOrNull,
  errorMailTo: parseMailOrNull,
  errorMailLevel: (spot) => parseChoice(spot, ['error', 'warning', 'info']),
  defaultCallerId: (spot) => parseNullable(spot, parseDigits),
  fieldMapping: parseFieldMapping,
  userFieldMapping: parseUserFieldMapping,
  schedule: parseSchedule,
  disabledPeople: (spot) => parseChoice(spot, ['keep', 'asLeaver']),
  guests: (spot) => parseChoice(spot, ['leaveOut', 'include']),
  nestedGroups: parseBoolean,
  filter: (spot) => parseNullable(spot, (given) => parseExpression(given, 'condition')),
  automaticNumbers: (spot) => parseNullable(spot, parseAutomaticNumbers),
  linkByMail: parseBoolean,
  brakes: parseBrakes,
  credentialExpires: (spot) => parseNullable(spot, parseDate),
};

/** Every key of a sync template. */
export const syncTemplateKeys = [
  'name',
  ...Object.keys(valueParsers),
  'provider',
  'defaultSettingsTemplate',
  'rules',
  'links',
];

export interface TemplateParsing {
  clouds: readonly string[];
  /** Only an import takes a new template without a secret; an edit leaves the stored one. */
  secretMayBeAbsent: boolean;
  /** The provider may be a text that holds the JSON. */
  mayBePasted: boolean;
}

export function parseSyncTemplate(spot: Spot, clouds: readonly string[]): SyncTemplateDocument | undefined {
  const members = parseMembers(spot, syncTemplateKeys, 'a sync template');
  if (!members) return undefined;
  const { name, ...parts } = parseParts(spot, members, {
    clouds,
    secretMayBeAbsent: true,
    mayBePasted: false,
  });
  if (name === null) {
    const cure = 'Add "name": it says which template this is.';
    return fault(spot, 'The sync template has no name.', cure);
  }
  return name === undefined ? undefined : { ...parts, name };
}

/** name: null when it was not given. */
export type SyncTemplateChanges = Omit<SyncTemplateDocument, 'name'> & { name: string | null };

/** One template by itself, told by its id; a new one needs its secret. The provider may be the text that was pasted. */
export function parseSyncTemplateChanges(
  spot: Spot,
  options: Omit<TemplateParsing, 'mayBePasted'>,
): SyncTemplateChanges | undefined {
  // Links are made one by one where the users are.
  const known = syncTemplateKeys.filter((key) => key !== 'links');
  const members = parseMembers(spot, known, 'a sync template');
  if (!members) return undefined;
  const { name, ...parts } = parseParts(spot, members, { ...options, mayBePasted: true });
  return name === undefined ? undefined : { ...parts, name };
}

function parseParts(
  spot: Spot,
  members: Map<string, Spot>,
  options: TemplateParsing,
): Omit<SyncTemplateDocument, 'name'> & { name: string | null | undefined } {
  const values: Record<string, unknown> = {};
  for (const [key, parse] of Object.entries(valueParsers)) {
    const member = members.get(key);
    const value = member && parse(member);
    if (value !== undefined) values[key] = value;
  }
  const [name, settings, provider, links, rules] = [
    'name',
    'defaultSettingsTemplate',
    'provider',
    'links',
    'rules',
  ].map((key) => members.get(key));
  return {
    spot,
    members,
    values,
    defaultSettingsTemplate: settings && parseNullable(settings, parseText),
    rules: rules && parseRules(rules),
    provider: provider && parseProviderAt(provider, options),
    links: links ? parseLinks(links) : [],
    name: name ? parseText(name) : null,
  };
}

function parseProviderAt(spot: Spot, options: TemplateParsing): ParsedProvider | undefined {
  const { reading, node } = spot;
  const pasted: unknown = node.value;
  if (typeof pasted === 'string' && options.mayBePasted) return parsePastedProvider(spot, pasted, options);
  const { clouds, secretMayBeAbsent } = options;
  const parsed = parseProvider({ text: reading.text, node }, clouds, { secretMayBeAbsent });
  if (!('faults' in parsed)) return parsed;
  return noteFaults(spot, parsed.faults);
}

/** What somebody pasted into an editor; its faults have line and column of that text. */
export function parsePastedProvider(
  spot: Spot,
  text: string,
  { clouds, secretMayBeAbsent }: Pick<TemplateParsing, 'clouds' | 'secretMayBeAbsent'>,
): ParsedProvider | undefined {
  const strict = parseSyntax(text);
  const faults = 'faults' in strict ? strict.faults : strict.reading.faults;
  // Deeper than that, the parser that explains what is wrong would itself be overwhelmed.
  if (isTooDeep(text)) return noteFaults(spot, faults);
  const parsed = parseProvider(text, clouds, { secretMayBeAbsent });
  if ('faults' in parsed) return noteFaults(spot, parsed.faults);
  return faults.length > 0 ? noteFaults(spot, faults) : parsed;
}

function noteFaults({ reading, key }: Spot, faults: readonly Fault[]): undefined {
  for (const one of faults) reading.faults.push({ ...one, key: one.key === '' ? key : `${key}.${one.key}` });
}

function parseSchedule(spot: Spot): Schedule | undefined {
  const members = parseMembers(spot, ['nightlyAt', 'everyMinutes'], '"schedule"');
  if (!members) return undefined;
  const [nightly, every] = [members.get('nightlyAt'), members.get('everyMinutes')];
  const standard = syncTemplateDefaults.schedule;
  const nightlyAt = nightly
    ? parsePattern(nightly, /^([01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59, such as 02:00')
    : standard.nightlyAt;
  const everyMinutes = every
    ? parseNullable(every, (given) => parseNumber(given, { min: 5, max: 1440 }))
    : standard.everyMinutes;
  return nightlyAt === undefined || everyMinutes === undefined ? undefined : { nightlyAt, everyMinutes };
}

function parseBrakes(spot: Spot): Brakes | undefined {
  const members = parseMembers(spot, ['removals', 'numbers', 'creates'], '"brakes"');
  if (!members) return undefined;
  const standard = syncTemplateDefaults.brakes;
  const share = (given: Spot | undefined, usual: Brakes['removals']) => {
    const keys = given && parseMembers(given, ['count', 'percent'], 'this brake');
    const [count, percent] = [keys?.get('count'), keys?.get('percent')];
    return {
      count: (count && parseNumber(count, countRange)) ?? usual.count,
      percent: (percent && parseNumber(percent, { min: 0, max: 100, whole: false })) ?? usual.percent,
    };
  };
  const creates = members.get('creates');
  const count = creates && parseMembers(creates, ['count'], 'this brake')?.get('count');
  return {
    removals: share(members.get('removals'), standard.removals),
    numbers: share(members.get('numbers'), standard.numbers),
    creates: { count: (count && parseNullable(count, (given) => parseNumber(given, countRange))) ?? null },
  };
}

const countRange = { min: 0, max: 1_000_000 };

function parseDate(spot: Spot): string | undefined {
  const date = parsePattern(spot, /^\d{4}-\d\d-\d\d$/, 'a date such as 2027-01-31');
  if (date === undefined) return undefined;
  if (isDate(date)) return date;
  return fault(spot, `There is no day ${date}.`, 'Correct the date.');
}

function parseLinks(spot: Spot): LinkDocument[] {
  const items = parseItems(
    spot,
    'Write "links" as a list of { "person": "object id", "alias": "alias of the user" }.',
  );
  const links: LinkDocument[] = [];
  for (const item of items ?? []) {
    const members = parseMembers(item, ['person', 'alias'], 'a link');
    if (!members) continue;
    const [personSpot, aliasSpot] = [members.get('person'), members.get('alias')];
    if (!personSpot) fault(item, 'The link has no "person".', 'Add the person’s object id in Entra.');
    if (!aliasSpot) fault(item, 'The link has no "alias".', 'Add the alias of the user to link.');
    const person = personSpot && parseText(personSpot);
    const alias = aliasSpot && parseText(aliasSpot);
    if (person === undefined || alias === undefined) continue;
    // Graph writes object ids in small letters; people paste them as they find them.
    links.push({
      spot: item,
      person: /^[0-9a-f-]{36}$/i.test(person) ? person.toLowerCase() : person,
      alias,
    });
  }
  return links;
}
