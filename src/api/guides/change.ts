// Guides begun, gone on with and thrown away, each with its entry in the audit log. What is copied on the way is checked before it is kept;
// the secret is sealed and goes no further than the template that comes of it.
import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from 'kysely';
import { checkExpiry, checkGuideValue } from '../../plan/guide.ts';
import { guideSteps, isRenewalStep, renewalSteps } from '../../plan/guide-steps.ts';
import type { ExpiryCode, GuideValue } from '../../plan/guide.ts';
import { presentDate } from '../../plan/due.ts';
import { maskedSecret } from '../../plan/provider-json.ts';
import { writeAudit } from '../../store/audit-log.ts';
import { lockCompany } from '../../store/companies.ts';
import { countGuides, deleteGuide, readGuide, writeGuide } from '../../store/guides.ts';
import type { Guide } from '../../store/guides.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import type { Tables } from '../../store/tables.ts';
import { requireMatch } from '../etag.ts';
import { actorOf } from '../parts.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import type { ProblemFault } from '../problems.ts';
import { presentEditable } from './present.ts';
import type { GuideChanges } from './schema.ts';

type C = Asked<CompanyEnv>;

/** Drafts of one company at a time: more have been forgotten rather than handed over. */
const MOST_GUIDES = 50;

const tooMany = {
  code: 'guides.tooMany',
  message: `A company has at most ${MOST_GUIDES} guides under way.`,
  cure: 'Go on with one of them, or throw one away.',
};
const retiring = {
  code: 'template.retiring',
  message: 'The sync template is deleted and lets its users go.',
  cure: 'Make a new sync template.',
};

/** template: whose secret is renewed. One that is under way for it is gone on with. */
export async function startGuide(
  c: C,
  trx: Transaction<Tables>,
  template: StoredSyncTemplate | null,
): Promise<Guide> {
  const companyId = c.var.company.id;
  await lockCompany(trx, companyId);
  if (template !== null && template.retiringSince !== null) throw refuse(retiring);
  const before = template && (await readGuide(trx, companyId, template.template.id));
  if (before) return before;
  if ((await countGuides(trx, companyId)) >= MOST_GUIDES) throw refuse(tooMany);
  const [by, at] = [actorOf(c.var.principal), new Date(c.var.parts.clock())];
  const guide: Guide = {
    id: randomUUIDv7(),
    companyId,
    templateId: template?.template.id ?? null,
    name: template?.template.name ?? '',
    step: template === null ? guideSteps[0] : renewalSteps[0],
    done: [],
    tenantId: null,
    clientId: null,
    cloud: 'global',
    secret: null,
    expires: null,
    version: 1,
    startedBy: by,
    startedAt: at,
    changedBy: by,
    changedAt: at,
  };
  await writeGuide(trx, guide);
  await audit(c, trx, 'guide.create', guide);
  return guide;
}

export async function changeGuide(c: C, id: string, changes: GuideChanges): Promise<Guide> {
  const { parts, principal } = c.var;
  return parts.database.kysely.transaction().execute(async (trx) => {
    const before = await lockGuideOr404(c, trx, id);
    requireMatch(c, presentEditable(before));
    const { clientSecret, ...values } = checkChanges(c, before, changes);
    const secret = await sealGiven(c, before, clientSecret);
    const after: Guide = {
      ...before,
      ...values,
      secret,
      version: before.version + 1,
      changedBy: actorOf(principal),
      changedAt: new Date(parts.clock()),
    };
    await writeGuide(trx, after);
    // Every step would be a line; what opens doors is told, as of a template.
    if (secret !== before.secret) await audit(c, trx, 'guide.update', after, { isSecretChanged: true });
    return after;
  });
}

async function sealGiven(
  c: C,
  { id, secret }: Guide,
  given: string | null | undefined,
): Promise<Buffer | null> {
  if (given === undefined || given === maskedSecret) return secret;
  return given === null ? null : c.var.parts.box.seal(given, id);
}

export async function discardGuide(c: C, id: string): Promise<void> {
  await c.var.parts.database.kysely.transaction().execute(async (trx) => {
    const guide = await lockGuideOr404(c, trx, id);
    requireMatch(c, presentEditable(guide));
    await deleteGuide(trx, guide.id);
    await audit(c, trx, 'guide.delete', guide);
  });
}

export async function lockGuideOr404(c: C, trx: Transaction<Tables>, id: string): Promise<Guide> {
  const guide = await readGuide(trx, c.var.company.id, id, true);
  if (!guide) throw notFound('guide');
  return guide;
}

/** All faults together; values as they are kept. */
function checkChanges(c: C, { templateId }: Guide, changes: GuideChanges) {
  const { name, step, done, cloud, expires, clientSecret } = changes;
  const faults: ProblemFault[] = [];
  const ids = templateId === null ? ['tenantId' as const, 'clientId' as const] : [];
  const values: Partial<Pick<Guide, 'tenantId' | 'clientId'>> = {};
  for (const what of ids) {
    const given = changes[what];
    if (given === null) values[what] = null;
    else if (given !== undefined) values[what] = checkValue(what, given, faults);
  }
  if (typeof clientSecret === 'string' && clientSecret !== maskedSecret)
    checkValue('clientSecret', clientSecret, faults);
  if (typeof expires === 'string') checkDay(c, expires, faults);
  if (cloud !== undefined && !c.var.parts.clouds.has(cloud)) {
    const known = [...c.var.parts.clouds.keys()].join(', ');
    faults.push({
      path: 'cloud',
      message: `There is no cloud ${JSON.stringify(cloud)}.`,
      cure: `Use one of ${known}.`,
    });
  }
  if (templateId !== null && step !== undefined && !isRenewalStep(step))
    faults.push({
      path: 'step',
      message: 'A renewal has no such step.',
      cure: `It has ${renewalSteps.join(', ')}.`,
    });
  if (faults.length > 0) throw invalid(faults);
  return {
    ...values,
    ...(name !== undefined && templateId === null && { name: name.trim() }),
    ...(step !== undefined && { step }),
    ...(done !== undefined && { done: [...new Set(done)] }),
    ...(cloud !== undefined && templateId === null && { cloud }),
    ...(expires !== undefined && { expires }),
    clientSecret,
  };
}

function checkValue(what: GuideValue, text: string, faults: ProblemFault[]): string | null {
  const checked = checkGuideValue(what, text);
  if ('value' in checked) return checked.value;
  const { message, cure } = checked.fault;
  faults.push({ path: what, message, cure });
  return null;
}

const days: Readonly<Record<ExpiryCode, { message: string; cure: string }>> = {
  'date.invalid': {
    message: '"expires" must be a date such as 2027-01-31.',
    cure: 'Copy the date under "Expires" from "Certificates & secrets" in Azure.',
  },
  'date.past': {
    message: 'The secret would have ended already.',
    cure: 'Give the last day of the new secret, or make another one.',
  },
  'date.tooFar': {
    message: 'No secret in Azure lives for more than 24 months.',
    cure: 'Copy the date under "Expires" from "Certificates & secrets" in Azure.',
  },
};

function checkDay(c: C, date: string, faults: ProblemFault[]): void {
  const code = checkExpiry(date, presentDate(c.var.parts.clock(), c.var.company.timeZone));
  if (code !== null) faults.push({ path: 'expires', ...days[code] });
}

async function audit(
  c: C,
  trx: Transaction<Tables>,
  action: string,
  guide: Guide,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await writeAudit(trx, {
    companyId: guide.companyId,
    actor: actorOf(c.var.principal),
    action,
    subject: { kind: 'guide', id: guide.id, name: guide.name || null },
    details: { ...details, template: guide.templateId },
    address: c.var.address,
  });
}
