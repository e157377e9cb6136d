// A sync template as the API shows it: like an entry of the configuration document, with every key, secrets as dots.
import { presentMapping, presentRule } from '../../document/present-document.ts';
import type { Mapping } from '../../plan/sync-template.ts';
import { userFields } from '../../plan/sync-template.ts';
import { maskedSecret } from '../../plan/provider-json.ts';
import type { SettingsTemplate } from '../../store/settings-templates.ts';
import type { ConnectionMark } from '../../store/connection-marks.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { ShownSyncTemplate } from './schema.ts';

type ShownMapping = ShownSyncTemplate['userFieldMapping'][string];

/** What administrators decide; two editors are told apart by it. */
export function presentSetup(stored: StoredSyncTemplate, settingsTemplates: readonly SettingsTemplate[]) {
  const { template } = stored;
  const settingsTemplate = settingsTemplates.find(({ id }) => id === template.defaultSettingsTemplate);
  const further = Object.keys(template.userFieldMapping).toSorted();
  return {
    id: template.id,
    name: template.name,
    kind: template.kind,
    mode: template.mode,
    keepDays: template.keepDays,
    welcomeMail: template.welcomeMail,
    welcomeFirstLoad: template.welcomeFirstLoad,
    welcomeCopyTo: template.welcomeCopyTo,
    errorMailTo: template.errorMailTo,
    errorMailLevel: template.errorMailLevel,
    provider: presentProvider(stored),
    defaultCallerId: template.defaultCallerId,
    defaultSettingsTemplate: settingsTemplate?.name ?? null,
    fieldMapping: presentMappings(template.fieldMapping, userFields),
    userFieldMapping: presentMappings(template.userFieldMapping, further),
    schedule: { nightlyAt: template.schedule.nightlyAt, everyMinutes: template.schedule.everyMinutes },
    disabledPeople: template.disabledPeople,
    guests: template.guests,
    nestedGroups: template.nestedGroups,
    filter: template.filter,
    automaticNumbers: template.automaticNumbers && { series: template.automaticNumbers.series },
    linkByMail: template.linkByMail,
    rules: template.rules.map((rule) => presentRule(rule, settingsTemplates)),
    brakes: {
      removals: { count: template.brakes.removals.count, percent: template.brakes.removals.percent },
      numbers: { count: template.brakes.numbers.count, percent: template.brakes.numbers.percent },
      creates: { count: template.brakes.creates.count },
    },
    credentialExpires: template.credentialExpires,
  };
}

/** What is found out about it and is no part of what is edited. */
type FoundOut = Pick<ShownSyncTemplate, 'credential' | 'warnings'> & { mark: ConnectionMark | null };

export function presentSyncTemplate(
  stored: StoredSyncTemplate,
  settingsTemplates: readonly SettingsTemplate[],
  { mark, credential, warnings }: FoundOut,
): ShownSyncTemplate {
  return {
    ...presentSetup(stored, settingsTemplates),
    hasCredentials: stored.credentials !== null,
    credential,
    connection: { state: mark?.state ?? 'notChecked', at: mark?.at ?? null },
    retiringSince: stored.retiringSince?.toISOString() ?? null,
    warnings,
  };
}

function presentMappings(mapping: Partial<Record<string, Mapping>>, keys: readonly string[]) {
  const shown: Record<string, ShownMapping> = {};
  for (const key of keys) {
    const source = mapping[key];
    if (source) shown[key] = presentMapping(source) as ShownMapping;
  }
  return shown;
}

function presentProvider({ provider, credentials }: StoredSyncTemplate): ShownSyncTemplate['provider'] {
  const { tenantId, clientId, cloud, memberOf, notMemberOf } = provider;
  return {
    tenant_id: tenantId,
    client_id: clientId,
    ...(credentials === null ? {} : { client_secret: maskedSecret }),
    user_filter: {
      memberOf: [...memberOf],
      ...(notMemberOf.length ? { notMemberOf: [...notMemberOf] } : {}),
    },
    ...(cloud === 'global' ? {} : { cloud }),
  };
}
