// A company with one sync template in a database of its own, and runs of it against a scripted tenant.
import { randomUUID } from 'node:crypto';
import { companyMailDefaults } from '../src/plan/company-mail.ts';
import { defaultBrakes, syncTemplateDefaults } from '../src/plan/sync-template.ts';
import type { SyncTemplate } from '../src/plan/sync-template.ts';
import type { BrakeKind } from '../src/plan/steps.ts';
import type { RunReport } from '../src/run/report.ts';
import type { RunDeps } from '../src/run/run-request.ts';
import { runTemplate } from '../src/run/run.ts';
import { decideResumed } from '../src/run/set-mode.ts';
import { writeCompany } from '../src/store/companies.ts';
import type { Actor } from '../src/store/audit-log.ts';
import type { Database } from '../src/store/database.ts';
import { readSyncTemplate, writeSyncTemplate } from '../src/store/sync-templates.ts';
import type { UndoWhat } from '../src/store/undo-steps.ts';
import { testDatabase } from './database.ts';
import { scriptedSource, scriptedTenant } from './scripted-tenant.ts';
import type { Script, ScriptedSource, ScriptedTenant } from './scripted-tenant.ts';

export const day = 24 * 3_600_000;
export const firstNight = Date.parse('2026-03-02T01:00:00Z');

const text = (field: string) => ({ field, onEmpty: 'clear' as const });
const article: SyncTemplate['fieldMapping'] = {
  alias: text('mailNickname'),
  name: text('givenName'),
  surname: text('surname'),
  pstnFixed: text('businessPhones'),
  email: text('mail'),
  mobile: text('mobilePhone'),
  title: text('jobTitle'),
  department: text('department'),
};

export interface RunWorld {
  url: string;
  database: Database;
  companyId: string;
  templateId: string;
  tenant: ScriptedTenant;
  /** The source of the last run. */
  source: () => ScriptedSource;
  run: (options?: RunOptions) => Promise<RunReport>;
  change: (settings: Partial<SyncTemplate>) => Promise<void>;
  close: () => Promise<void>;
}

interface RunOptions extends Script {
  at?: number;
  preview?: boolean;
  trigger?: 'schedule' | 'manual' | 'cli' | 'approval' | 'undo' | 'person';
  /** This person alone. */
  person?: string;
  approve?: { run: string; kind: BrakeKind };
  apply?: string;
  undo?: UndoWhat;
  requestedBy?: Actor;
  signal?: AbortSignal;
  template?: string;
  runId?: string;
  tenant?: ScriptedTenant;
}

export function scriptedDeps(
  database: Database,
  tenant: ScriptedTenant,
  script: Script,
  onSource?: (s: ScriptedSource) => void,
): RunDeps {
  const openSource = () => {
    const source = scriptedSource(tenant, script);
    onSource?.(source);
    return source;
  };
  return { database, openSource, now: Date.now, newId: randomUUID };
}

export async function runWorld(settings: Partial<SyncTemplate> = {}): Promise<RunWorld> {
  const { url, database, close } = await testDatabase();
  const companyId = randomUUID();
  await writeTestCompany(database, companyId, 'Nordvik Energi AB');
  const templateId = await writeTestTemplate(database, companyId, { name: 'Alla kontor', ...settings });
  const tenant = scriptedTenant();
  let last: ScriptedSource | null = null;
  return {
    url,
    database,
    companyId,
    templateId,
    tenant,
    source: () => last ?? scriptedSource(tenant),
    async run({
      at,
      preview,
      trigger,
      approve,
      apply,
      undo,
      person,
      requestedBy,
      signal,
      template,
      runId,
      tenant: other,
      ...script
    } = {}) {
      const deps = scriptedDeps(database, other ?? tenant, script, (source) => (last = source));
      return runTemplate(deps, {
        templateId: template ?? templateId,
        trigger: trigger ?? (undo ? 'undo' : person === undefined ? 'cli' : 'person'),
        preview: preview ?? false,
        nominalAt: at ?? firstNight,
        ...(approve && { approve }),
        ...(apply !== undefined && { apply: { preview: apply } }),
        ...(undo && { undo }),
        ...(person !== undefined && { person }),
        ...(requestedBy && { requestedBy }),
        ...(signal && { signal }),
        ...(runId !== undefined && { runId }),
      });
    },
    change: (changed) => changeTemplate(database, templateId, changed),
    close,
  };
}

export async function writeTestCompany(database: Database, id: string, name: string): Promise<void> {
  await writeCompany(database.kysely, {
    id,
    name,
    country: 'SE',
    timeZone: 'Europe/Stockholm',
    language: 'sv',
    coolingDays: 30,
    retentionDays: 90,
    ownNumbersOnly: false,
    lookups: {},
    mail: companyMailDefaults,
  });
}

export async function writeTestTemplate(
  database: Database,
  companyId: string,
  settings: Partial<SyncTemplate>,
  memberOf: string[] = [],
): Promise<string> {
  const id = randomUUID();
  const brakes = {
    ...defaultBrakes,
    removals: { count: 1_000, percent: 100 },
    numbers: { count: 1_000, percent: 100 },
  };
  await writeSyncTemplate(database.kysely, {
    companyId,
    position: 0,
    template: {
      ...syncTemplateDefaults,
      name: 'Alla kontor',
      mode: 'full',
      fieldMapping: article,
      brakes,
      ...settings,
      id,
    },
    provider: {
      tenantId: 'nordvik.example',
      clientId: randomUUID(),
      cloud: 'global',
      memberOf,
      notMemberOf: [],
    },
    credentials: Buffer.from('sealed'),
    groups: [],
    resumed: false,
  });
  return id;
}

/** As an import does: coming back to full means that the first run reads fully. */
async function changeTemplate(
  database: Database,
  id: string,
  settings: Partial<SyncTemplate>,
): Promise<void> {
  const stored = await readSyncTemplate(database.kysely, id);
  if (!stored) throw new Error(`no template ${id}`);
  const template = { ...stored.template, ...settings };
  const resumed = decideResumed({ mode: stored.template.mode, resumed: stored.resumed }, template.mode);
  await writeSyncTemplate(database.kysely, { ...stored, template, resumed });
}
