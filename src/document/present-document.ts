// What is stored ─▶ the configuration document, secrets left out. The keys of SPEC §11's example are always
// there, others only with a value that is not the default; the order never changes, so that export, import and
// export give the same bytes. Pure.
import { isDeepStrictEqual } from 'node:util';
import { mailLanguages } from '../plan/company-mail.ts';
import type { CompanyMail } from '../plan/company-mail.ts';
import type { Provider } from '../plan/provider.ts';
import { syncTemplateDefaults, userFields } from '../plan/sync-template.ts';
import type { CreationRule, RuleCondition } from '../plan/creation-rules.ts';
import type { Mapping, SyncTemplate } from '../plan/sync-template.ts';
import type { WantedRange } from '../run/number-changes.ts';
import type { Company } from '../store/companies.ts';
import type { NumberSeries } from '../store/number-series.ts';
import type { SettingsTemplate, UserSettings } from '../store/settings-templates.ts';
import type { StoredTarget } from '../store/targets.ts';
import type { Webhook } from '../store/webhooks.ts';
import { companyDefaults } from './parse-company.ts';
import { settingParsers } from './parse-settings-template.ts';

export interface ExportedCompany {
  company: Company;
  series: readonly NumberSeries[];
  reserved: readonly WantedRange[];
  settingsTemplates: readonly SettingsTemplate[];
  webhooks: readonly Webhook[];
  targets: readonly StoredTarget[];
  syncTemplates: readonly { template: SyncTemplate; provider: Provider }[];
}

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One company is the document itself; none or several are in a list. */
export function presentDocument(companies: readonly ExportedCompany[]): Json {
  const documents = companies.map(presentCompany);
  const [only] = documents;
  return documents.length === 1 && only !== undefined ? only : { companies: documents };
}

function presentCompany(exported: ExportedCompany): Json {
  const { company, series, reserved, settingsTemplates, webhooks, targets, syncTemplates } = exported;
  const { name, country, timeZone, language, ...seldom } = presentWholeCompany(company);
  const defaults = new Map<string, unknown>(
    Object.entries(presentWholeCompany({ ...company, ...companyDefaults })),
  );
  return {
    company: { name, country, timeZone, language, ...withoutDefaults(seldom, defaults) },
    numbers: series.map(presentSeries),
    ...(reserved.length > 0 && { reservedNumbers: reserved.map(presentReserved) }),
    settingsTemplates: settingsTemplates.map((template) => ({
      name: template.name,
      settings: presentSettings(template.settings),
    })),
    ...(webhooks.length > 0 && {
      webhooks: webhooks.map((webhook) => ({ name: webhook.name, ...presentWebhook(webhook) })),
    }),
    ...(targets.length > 0 && {
      targets: targets.map((target) => ({
        name: target.name,
        kind: target.kind,
        ...presentTarget(target, settingsTemplates),
      })),
    }),
    syncTemplates: syncTemplates.map(({ template, provider }) => ({
      ...presentTemplate(template, provider, settingsTemplates),
      ...withoutDefaults(presentSeldom(template, settingsTemplates), templateDefaults),
    })),
  };
}

const templateDefaults = new Map<string, unknown>(Object.entries(syncTemplateDefaults));

const withoutDefaults = (values: { [key: string]: Json }, defaults: ReadonlyMap<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).filter(([key, value]) => !isDeepStrictEqual(value, defaults.get(key))),
  );

/** Every key of the company, also those that are as they were given by default. */
export function presentWholeCompany(company: Company) {
  const { name, country, timeZone, language, coolingDays, retentionDays, ownNumbersOnly } = company;
  const lookups = presentLookups(company.lookups);
  const mail = presentCompanyMail(company.mail);
  return { name, country, timeZone, language, coolingDays, retentionDays, ownNumbersOnly, lookups, mail };
}

/** Without what is not set. */
function presentCompanyMail({ welcome, logo, link, help, replyTo }: CompanyMail): { [key: string]: Json } {
  const words = mailLanguages.flatMap((language) => {
    const said = welcome[language];
    return said ? [[language, { subject: said.subject, body: said.body }] as const] : [];
  });
  return {
    ...(words.length > 0 && { welcome: Object.fromEntries(words) }),
    ...(logo !== null && { logo }),
    ...(link !== null && { link }),
    ...(help !== null && { help }),
    ...(replyTo !== null && { replyTo }),
  };
}

/** Every key of the sync template, secrets left out. */
export function presentWholeTemplate(
  template: SyncTemplate,
  provider: Provider,
  settingsTemplates: readonly SettingsTemplate[],
): { [key: string]: Json } {
  return {
    ...presentTemplate(template, provider, settingsTemplates),
    ...presentSeldom(template, settingsTemplates),
  };
}

// The database keeps no order of keys: one is chosen.
const sorted = <T>(object: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));

export function presentLookups(lookups: Company['lookups']): { [table: string]: { [key: string]: string } } {
  return Object.fromEntries(
    sorted(lookups).map(([name, table]) => [name, Object.fromEntries(sorted(table))]),
  );
}

export function presentSeries({ first, last, single, kind, note }: NumberSeries): Json {
  return {
    from: String(first),
    ...(single ? {} : { to: String(last) }),
    kind,
    ...(note === null ? {} : { note }),
  };
}

export function presentReserved({ first, last, note }: WantedRange): Json {
  return {
    from: String(first),
    ...(first === last ? {} : { to: String(last) }),
    ...(note === null ? {} : { note }),
  };
}

/** Its address opens a door, and is left out as secrets are. */
export function presentWebhook({ shape, kinds, active }: Pick<Webhook, 'shape' | 'kinds' | 'active'>): {
  [key: string]: Json;
} {
  return { shape, kinds: [...kinds], active };
}

/** Secrets left out; settings templates by name, and those that are deleted not at all. */
export function presentTarget(
  { settings, state, driftMode }: Pick<StoredTarget, 'settings' | 'driftMode'> & { state: string },
  settingsTemplates: readonly SettingsTemplate[],
): { [key: string]: Json } {
  const names = new Map(settingsTemplates.map(({ id, name }) => [id, name]));
  const byTemplate = Object.entries((settings['byTemplate'] ?? {}) as { [id: string]: Json });
  const byName = Object.fromEntries(
    byTemplate.flatMap(([id, value]) => (names.has(id) ? [[names.get(id), value]] : [])),
  ) as { [name: string]: Json };
  return {
    settings: presentSorted({ ...(settings as { [key: string]: Json }), byTemplate: byName }),
    active: state !== 'paused',
    driftMode,
  };
}

function presentSorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(presentSorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(sorted(value).map(([key, one]) => [key, presentSorted(one)]));
}

export function presentSettings(settings: UserSettings): Json {
  const known = Object.keys(settingParsers).filter((key) => settings[key] !== undefined);
  return Object.fromEntries(known.map((key) => [key, settings[key] ?? null]));
}

function presentTemplate(
  template: SyncTemplate,
  provider: Provider,
  settingsTemplates: readonly SettingsTemplate[],
): { [key: string]: Json } {
  const settingsTemplate = settingsTemplates.find(({ id }) => id === template.defaultSettingsTemplate);
  const sources = (mapping: Partial<Record<string, Mapping>>, keys: readonly string[]) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const source = mapping[key];
        return source ? [[key, presentMapping(source)]] : [];
      }),
    );
  const { everyMinutes, nightlyAt } = template.schedule;
  return {
    name: template.name,
    kind: template.kind,
    mode: template.mode,
    keepDays: template.keepDays,
    welcomeMail: template.welcomeMail,
    welcomeCopyTo: template.welcomeCopyTo,
    errorMailTo: template.errorMailTo,
    errorMailLevel: template.errorMailLevel,
    provider: presentProvider(provider),
    defaultCallerId: template.defaultCallerId,
    defaultSettingsTemplate: settingsTemplate?.name ?? null,
    fieldMapping: sources(template.fieldMapping, userFields),
    // The database does not keep the order of keys, so one is chosen.
    userFieldMapping: sources(template.userFieldMapping, Object.keys(template.userFieldMapping).toSorted()),
    schedule: { nightlyAt, ...(everyMinutes === null ? {} : { everyMinutes }) },
  };
}

/** In the shortest form: what a rule does not choose is left out. */
export function presentRule(rule: CreationRule, settingsTemplates: readonly SettingsTemplate[]) {
  const { name, when, callerId, numberSeries, language } = rule;
  const settingsTemplate = settingsTemplates.find(({ id }) => id === rule.settingsTemplate)?.name ?? null;
  const chosen = Object.entries({ settingsTemplate, callerId, numberSeries, language });
  return {
    name,
    when: presentCondition(when),
    ...Object.fromEntries(chosen.filter((one): one is [string, string] => one[1] !== null)),
  };
}

function presentCondition(when: RuleCondition) {
  if ('group' in when) return { group: when.group };
  if ('expression' in when) return { expression: when.expression };
  return { field: when.field, is: [...when.is] };
}

/** Keys that are written only when they are not as they were given by default. */
function presentSeldom(
  template: SyncTemplate,
  settingsTemplates: readonly SettingsTemplate[],
): { [key: string]: Json } {
  const { disabledPeople, guests, nestedGroups, credentialExpires, brakes } = template;
  const { removals, numbers, creates } = brakes;
  return {
    welcomeFirstLoad: template.welcomeFirstLoad,
    disabledPeople,
    guests,
    nestedGroups,
    filter: template.filter,
    automaticNumbers: template.automaticNumbers && { series: template.automaticNumbers.series },
    linkByMail: template.linkByMail,
    rules: template.rules.map((rule) => presentRule(rule, settingsTemplates)),
    brakes: {
      removals: { count: removals.count, percent: removals.percent },
      numbers: { count: numbers.count, percent: numbers.percent },
      creates: { count: creates.count },
    },
    credentialExpires,
  };
}

function presentProvider({ tenantId, clientId, cloud, memberOf, notMemberOf }: Provider): Json {
  return {
    tenant_id: tenantId,
    client_id: clientId,
    user_filter: {
      memberOf: [...memberOf],
      ...(notMemberOf.length ? { notMemberOf: [...notMemberOf] } : {}),
    },
    ...(cloud === 'global' ? {} : { cloud }),
  };
}

/** In the shortest form that means the same. */
export function presentMapping(source: Mapping): Json {
  const onEmpty: { onEmpty?: Json } = source.onEmpty === 'clear' ? {} : { onEmpty: source.onEmpty };
  if ('constant' in source) return { constant: source.constant, ...onEmpty };
  if ('expression' in source) return { expression: source.expression, ...onEmpty };
  return source.onEmpty === 'clear' ? source.field : { field: source.field, ...onEmpty };
}
