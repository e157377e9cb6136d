// What an import changes, thing by thing: each value before and after, and what that means for users. Made from what is stored
// and what is to be written, in the document's own words; secrets are told as changed and never shown. Pure.
import { isDeepStrictEqual } from 'node:util';
import { presentLogo } from '../mail/logo.ts';
import type { Credentials } from '../plan/provider.ts';
import type { Company } from '../store/companies.ts';
import type { StoredCompany, CompanyToWrite, Decision } from './decide-import.ts';
import type { Change } from './change.ts';
import type { OpenedCredentials } from './decide-credentials.ts';
import { presentDifferences } from './differences.ts';
import type { Difference } from './differences.ts';
import { syncTemplateDefaults } from '../plan/sync-template.ts';
import type { Mode } from '../plan/sync-template.ts';
import { companyDefaults } from './parse-company.ts';
import { presentMeaning } from './meaning.ts';
import type { Reach } from './meaning.ts';
import {
  presentReserved,
  presentSeries,
  presentSettings,
  presentTarget,
  presentWebhook,
  presentWholeCompany,
  presentWholeTemplate,
} from './present-document.ts';
import type { Json } from './present-document.ts';

export interface PlannedChange extends Change {
  /** Value by value, before and after; at most a hundred. */
  values: Difference[];
  /** How many more values differ. */
  more: number;
  /** What it means for users, in sentences. */
  means: string[];
}

const MOST_VALUES = 100;

/** reach: of each sync template by its id. */
export function presentPlan(
  { write, changes }: Decision,
  stored: StoredCompany | null,
  reach: ReadonlyMap<string, Reach>,
): PlannedChange[] {
  const all = [...reach.values()];
  const total = {
    linked: all.reduce((sum, { linked }) => sum + linked, 0),
    leaving: all.reduce((sum, { leaving }) => sum + leaving, 0),
  };
  return changes.map((change) => {
    const values = change.did === 'unchanged' ? [] : presentValues(change, write, stored);
    const id = stored?.syncTemplates.find(({ stored: one }) => one.template.name === change.name)?.stored
      .template.id;
    const own = change.what === 'sync template' ? (reach.get(id ?? '') ?? { linked: 0, leaving: 0 }) : total;
    return {
      ...change,
      values: values.slice(0, MOST_VALUES),
      more: Math.max(0, values.length - MOST_VALUES),
      means: presentMeaning(change, values, own, presentMode(change, write, stored)),
    };
  });
}

function presentValues(change: Change, write: CompanyToWrite, stored: StoredCompany | null): Difference[] {
  switch (change.what) {
    case 'company': {
      const now = presentReadable(write.company);
      if (stored) return presentDifferences(presentReadable(stored.company), now);
      return presentGiven(presentReadable({ ...write.company, ...companyDefaults }), now);
    }
    case 'number series':
      return presentDifferences(
        (stored?.series ?? []).map(presentSeries),
        (write.series ?? stored?.series ?? []).map(presentSeries),
        'numbers',
      );
    case 'reserved numbers':
      return presentDifferences(
        (stored?.reserved.ranges ?? []).map(presentReserved),
        (write.reserved ?? stored?.reserved.ranges ?? []).map(presentReserved),
        'reservedNumbers',
      );
    case 'settings template': {
      const find = (all: CompanyToWrite['settingsTemplates']) => {
        const found = all.find(({ name }) => name === change.name);
        return found && presentSettings(found.settings);
      };
      const before = find(stored?.settingsTemplates ?? []);
      return presentDifferences(before, find(write.settingsTemplates) ?? before, 'settings');
    }
    case 'webhook':
      return presentWebhookValues(change, write);
    case 'target':
      return presentTargetValues(change, write, stored);
    case 'sync template':
      return presentTemplateValues(change, write, stored);
    case 'link':
      return [];
  }
}

/** The logo as what it is: nobody reads its letters. */
function presentReadable(company: Company): Json {
  const { mail } = company;
  return presentWholeCompany({
    ...company,
    mail: { ...mail, logo: mail.logo === null ? null : presentLogo(mail.logo) },
  });
}

/** Where it sends to is told as changed, and not shown. */
function presentWebhookValues({ name }: Change, write: CompanyToWrite): Difference[] {
  const written = write.webhooks.find(({ after }) => after.name === name);
  if (!written) return [];
  const { before, after } = written;
  const values = before
    ? presentDifferences(presentWebhook(before), presentWebhook(after))
    : presentGiven({}, presentWebhook(after));
  if (after.address === 'keep') return values;
  const was = (before?.shownUrl ?? null) === null ? null : '••••';
  return [{ key: 'url', did: was === null ? 'added' : 'changed', before: was, after: '••••' }, ...values];
}

function presentTargetValues(
  { name }: Change,
  write: CompanyToWrite,
  stored: StoredCompany | null,
): Difference[] {
  const written = write.targets.find(({ after }) => after.name === name);
  if (!written) return [];
  const { before, after } = written;
  const templates = [...(stored?.settingsTemplates ?? []), ...write.settingsTemplates];
  const values = before
    ? presentDifferences(presentTarget(before, templates), presentTarget(after, templates))
    : presentGiven({}, presentTarget(after, templates));
  if (after.secrets === 'keep') return values;
  const was = (before?.sealed ?? null) === null ? null : '••••';
  return [{ key: 'secrets', did: was === null ? 'added' : 'changed', before: was, after: '••••' }, ...values];
}

const noProvider = { tenantId: '', clientId: '', cloud: 'global', memberOf: [], notMemberOf: [] };

/** Of something new what is not as it is given by default: there was no other value before. */
const presentGiven = (defaults: Json, now: Json): Difference[] =>
  presentDifferences(defaults, now).map((one) => ({ ...one, did: 'added', before: null }));

function presentTemplateValues(
  { name }: Change,
  write: CompanyToWrite,
  stored: StoredCompany | null,
): Difference[] {
  const written = write.syncTemplates.find(({ setup }) => setup.template.name === name);
  if (!written) return [];
  const before = stored?.syncTemplates.find(({ stored: one }) => one.template.name === name)?.stored;
  const now = [...write.settingsTemplates, ...(stored?.settingsTemplates ?? [])];
  const { template, provider } = written.setup;
  const whole = presentWholeTemplate(template, provider, now);
  const values = before
    ? presentDifferences(
        presentWholeTemplate(before.template, before.provider, stored?.settingsTemplates ?? []),
        whole,
      )
    : presentGiven(presentWholeTemplate({ ...template, ...syncTemplateDefaults }, noProvider, []), whole);
  return [...values, ...presentCredentials(written.credentials, findCredentials(name, stored))];
}

/** What is stored of a template is opened where the document gives credentials for it. */
function findCredentials(name: string, stored: StoredCompany | null): OpenedCredentials {
  return stored?.syncTemplates.find(({ stored: one }) => one.template.name === name)?.credentials ?? null;
}

function presentCredentials(now: Credentials | 'keep', before: OpenedCredentials): Difference[] {
  if (now === 'keep') return [];
  const kinds = { secret: 'client_secret', certificate: 'certificate' } as const;
  // Whatever it was that can not be opened any more, it is another one now.
  const was = before === 'unreadable' ? { current: before, next: null } : before;
  const hidden = (key: string, old: unknown, is: unknown): Difference[] => {
    if (isDeepStrictEqual(old, is)) return [];
    const did = old === null ? 'added' : is === null ? 'removed' : 'changed';
    const dots = (one: unknown) => (one === null ? null : '••••');
    return [{ key: `provider.${key}`, did, before: dots(old), after: dots(is) }];
  };
  return [
    ...hidden(kinds[now.current.kind], was?.current ?? null, now.current),
    ...hidden('next', presentNext(was), presentNext(now)),
  ];
}

/** With its last day, for that may be all that changes. */
function presentNext(one: Pick<Credentials, 'next' | 'nextExpires'> | null): unknown {
  if (!one?.next) return null;
  return [one.next, one.nextExpires ?? null];
}

function presentMode({ name }: Change, write: CompanyToWrite, stored: StoredCompany | null): Mode {
  const written = write.syncTemplates.find(({ setup }) => setup.template.name === name);
  const before = stored?.syncTemplates.find(({ stored: one }) => one.template.name === name)?.stored;
  return written?.setup.template.mode ?? before?.template.mode ?? 'paused';
}
