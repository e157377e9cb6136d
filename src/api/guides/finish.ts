// What comes of a guide: its connection is tried with the secret that lies sealed in it, and in the end it becomes a new, paused sync
// template or the new secret of an old one – in one transaction with its own end.
import type { ConnectionReport } from '../../connectors/entra/connection-test.ts';
import { SecretUnreadable } from '../../access/secret-unreadable.ts';
import type { Provider } from '../../plan/provider.ts';
import { deleteGuide, readGuide } from '../../store/guides.ts';
import type { Guide } from '../../store/guides.ts';
import type { StoredSyncTemplate } from '../../store/sync-templates.ts';
import { once } from '../idempotency.ts';
import type { Asked, CompanyEnv } from '../parts.ts';
import { invalid, notFound, refuse } from '../problems.ts';
import { presentAlsoAsked, readConnection } from '../sync-templates/connection.ts';
import { presentSetup } from '../sync-templates/present.ts';
import { readTemplateOr404 } from '../sync-templates/read.ts';
import { prepareChange, prepareNew } from '../sync-templates/save.ts';
import { lockGuideOr404 } from './change.ts';

type C = Asked<CompanyEnv>;

interface FoundGuide {
  guide: Guide;
  /** Whose secret it renews. */
  template: StoredSyncTemplate | null;
}

export async function readGuideOr404(c: C, id: string): Promise<FoundGuide> {
  const found = await findGuide(c, id);
  if (!found) throw notFound('guide');
  return found;
}

async function findGuide(c: C, id: string): Promise<FoundGuide | null> {
  const guide = await readGuide(c.var.parts.database.kysely, c.var.company.id, id);
  if (!guide) return null;
  const template = guide.templateId === null ? null : await readTemplateOr404(c, guide.templateId);
  return { guide, template };
}

export async function testGuide(c: C, id: string): Promise<ConnectionReport> {
  const { guide, template } = await readGuideOr404(c, id);
  const { provider, secret } = await openGuide(c, { guide, template }, false);
  const credentials = { current: { kind: 'secret', secret } as const, next: null };
  const also = presentAlsoAsked(provider, template?.template.rules ?? [], template);
  return readConnection(c, 'entra', provider, credentials, { also });
}

/** What Microsoft refuses is not saved: the guide stays where it is. Repeated, the first answer comes back. */
export async function finishGuide(c: C, id: string): Promise<string> {
  const found = await findGuide(c, id);
  if (!found) return once(c, () => Promise.reject(notFound('guide')));
  const opened = await openGuide(c, found, true);
  const save = found.template
    ? await prepareRenewal(c, found.guide, found.template, opened.secret)
    : await prepareMaking(c, found.guide, opened);
  return once(c, async (trx) => {
    // In the order in which deleting a template locks: company, template, guide.
    const saved = await save(trx);
    const { version } = await lockGuideOr404(c, trx, found.guide.id);
    if (version !== found.guide.version) throw refuse(changedMeanwhile);
    await deleteGuide(trx, found.guide.id);
    return saved.id;
  });
}

/** Somebody who went on with it meanwhile would lose what was entered. */
const changedMeanwhile = {
  code: 'guide.changed',
  message: 'Somebody has gone on with the guide meanwhile.',
  cure: 'Read it again and end it once more.',
};

function prepareMaking(c: C, { name, expires }: Guide, { provider, secret }: OpenedGuide) {
  const body = {
    name,
    provider: {
      tenant_id: provider.tenantId,
      client_id: provider.clientId,
      client_secret: secret,
      user_filter: { memberOf: [] },
      ...(provider.cloud !== 'global' && { cloud: provider.cloud }),
    },
    credentialExpires: expires,
  };
  return prepareNew(c, true, JSON.stringify(body));
}

/** Everything but the secret stays; a certificate gives way to it. */
function prepareRenewal(c: C, { expires }: Guide, template: StoredSyncTemplate, secret: string) {
  const { client_secret: _, ...provider } = presentSetup(template, []).provider;
  const body = {
    provider: { ...provider, client_secret: secret },
    ...(expires !== null && { credentialExpires: expires }),
  };
  return prepareChange(c, template.template.id, {
    text: JSON.stringify(body),
    check: true,
    admit: () => Promise.resolve(),
  });
}

interface OpenedGuide {
  provider: Provider;
  secret: string;
}

async function openGuide(c: C, { guide, template }: FoundGuide, needsName: boolean): Promise<OpenedGuide> {
  const { tenantId, clientId, cloud } = template?.provider ?? guide;
  const lacking = [
    ...(needsName && template === null && guide.name === '' ? ['name'] : []),
    ...(tenantId === null ? ['tenantId'] : []),
    ...(clientId === null ? ['clientId'] : []),
    ...(guide.secret === null ? ['clientSecret'] : []),
  ];
  if (lacking.length > 0 || tenantId === null || clientId === null || guide.secret === null) {
    const cure = 'Go back to its step in the guide.';
    throw invalid(lacking.map((path) => ({ path, message: `${path} is not there yet.`, cure })));
  }
  const { memberOf = [], notMemberOf = [] } = template?.provider ?? {};
  return {
    provider: { tenantId, clientId, cloud, memberOf, notMemberOf },
    secret: await openSecret(c, guide.id, guide.secret),
  };
}

async function openSecret(c: C, owner: string, sealed: Buffer): Promise<string> {
  try {
    return await c.var.parts.box.open(sealed, owner);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    const message = 'The secret in the guide can not be opened with this key.';
    throw refuse({ code: error.code, message, cure: 'Paste the secret once more.' });
  }
}
