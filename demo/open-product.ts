// The whole product in this one process, on a database that it is given: an emulated tenant, the API with the portal on a free port,
// a worker, and three people who can sign in. For tests that look at the portal, and for its pictures.
import { randomUUID, randomUUIDv7 } from 'node:crypto';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { ApiParts } from '../src/api/parts.ts';
import { openServer } from '../src/api/server.ts';
import { parseClouds } from '../src/connectors/entra/clouds.ts';
import { applyImport } from '../src/document/apply-import.ts';
import { parseDocument } from '../src/document/parse-document.ts';
import { openMailSender } from '../src/jobs/mail-sender.ts';
import { openTargetComparer } from '../src/jobs/target-comparer.ts';
import { openTargetFeeder } from '../src/jobs/target-feeder.ts';
import { openQueue } from '../src/jobs/queue.ts';
import { openWorker } from '../src/jobs/worker.ts';
import { noLog } from '../src/log.ts';
import type { LogFields } from '../src/log.ts';
import { openBox } from '../src/run/open-box.ts';
import { openTemplateSource } from '../src/run/open-template-source.ts';
import type { RunReport } from '../src/run/report.ts';
import type { RunDeps, RunRequest } from '../src/run/run-request.ts';
import { runTemplate } from '../src/run/run.ts';
import { readCompanies } from '../src/store/companies.ts';
import type { Database } from '../src/store/database.ts';
import { readSyncTemplates } from '../src/store/sync-templates.ts';
import { targetKinds } from '../src/connectors/target-kinds.ts';
import { presentDocument } from './document.ts';
import { portalFolder } from '../scripts/portal-stamp.ts';

export interface ProductOptions {
  /** In the tenant; 200. */
  people?: number;
  seed?: number;
  /** Whether the company has been synced once; true. */
  isSynced?: boolean;
  /** How far the product's clock is ahead when it starts. */
  aheadMs?: number;
  /** Keys of the sync template in place of the demonstration's own. */
  template?: Record<string, unknown>;
  /** Keys of the document beside it: number series, further settings templates, a company's own words. */
  document?: Record<string, unknown>;
  /** The mail server; null: mails are kept. */
  mail?: ApiParts['mail'];
  /** How long the emulated tenant takes for each answer. */
  latencyMs?: number;
}

export interface Product {
  url: string;
  database: Database;
  parts: ApiParts;
  emulator: Emulator;
  companyId: string;
  /** Of the sync template "Alla kontor"; empty where `document` has none. */
  templateId: string;
  /** How far the product's clock is ahead of the world's, in ms; a test sets it. */
  clock: { aheadMs: number };
  /** What was logged as an error. */
  logged: { message: string; fields: LogFields }[];
  /** Carries out a run of the template here and now; asked: in place of one that somebody started by hand. */
  run(asked?: Partial<RunRequest>): Promise<RunReport>;
  /** Carries out a document of configuration; throws with what is wrong in it. */
  importDocument(document: Record<string, unknown>): Promise<void>;
  /** The template's provider, whose secret is right. */
  provider: Record<string, unknown>;
  /** Server and worker end as they do when the process is stopped, and begin again at the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

const templateName = 'Alla kontor';

export async function openProduct(database: Database, options: ProductOptions = {}): Promise<Product> {
  const { people = 200, seed = 1, isSynced = true, aheadMs = 0, latencyMs } = options;
  const emulator = await startEmulator({ people, seed, ...(latencyMs !== undefined && { latencyMs }) });
  const clock = { aheadMs };
  const logged: Product['logged'] = [];
  const parts = await openParts(database, emulator, clock, logged, options);
  const deps = openDeps(parts);
  const importDocument = (document: Record<string, unknown>) => applyDocument(parts, document);
  const provider = {
    tenant_id: emulator.tenantId,
    client_id: emulator.clientId,
    client_secret: emulator.clientSecret,
    user_filter: { memberOf: [''] },
    cloud: 'emulator',
  };
  await importDocument(presentProductDocument(provider, options));
  const { companyId, templateId } = await readIds(database);
  const run: Product['run'] = (asked = {}) => {
    const byHand = { templateId, trigger: 'manual', preview: false, nominalAt: parts.clock() } as const;
    return runTemplate(deps, { ...byHand, ...asked });
  };
  if (isSynced) await run();
  const serving = await openServing(parts, deps);
  return {
    url: serving.url,
    database,
    parts,
    emulator,
    companyId,
    templateId,
    clock,
    logged,
    run,
    importDocument,
    provider,
    restart: serving.restart,
    async close() {
      await serving.stop();
      await parts.queue.close();
      await emulator.close();
    },
  };
}

/** Server and worker, which end and begin together. */
async function openServing(parts: ApiParts, deps: RunDeps) {
  const open = async (port: number) => ({
    server: await openServer(parts, { host: '127.0.0.1', port }),
    worker: openProductWorker(parts, deps),
  });
  let { server, worker } = await open(0);
  const { url } = server;
  const stop = () => Promise.all([server.close(), worker.close()]);
  const restart = async () => {
    await stop();
    ({ server, worker } = await open(Number(new URL(url).port)));
  };
  return { url, stop, restart };
}

async function openParts(
  database: Database,
  emulator: Emulator,
  clock: Product['clock'],
  logged: Product['logged'],
  { mail }: ProductOptions,
): Promise<ApiParts> {
  const parsed = parseClouds(JSON.stringify({ emulator: { login: emulator.url, graph: emulator.url } }));
  if ('faults' in parsed) throw new Error(parsed.faults.map(({ message }) => message).join(' '));
  const key = Buffer.alloc(32, 7);
  return {
    database,
    queue: await openQueue(database, { maintains: false, log: noLog }),
    box: openBox({ database, given: key, dataFolder: '/nowhere', onMade: () => undefined }),
    clouds: parsed.clouds,
    webhookHosts: { names: [], networks: ['127.0.0.0/8'] },
    targetKinds,
    targetHosts: { names: [], networks: ['127.0.0.0/8'] },
    maxWaitSeconds: null,
    mail: mail ?? {
      sending: null,
      perMinute: 120,
      service: { name: 'Nordvik Energi IT', contact: null, origin: null },
    },
    clock: () => Date.now() + clock.aheadMs,
    log: { ...noLog, error: (message, fields = {}) => void logged.push({ message, fields }) },
    version: '0.0.0',
    portalFolder,
    watching: { stopping: new AbortController().signal, metricsToken: null },
    origin: null,
    oidc: null,
    isTrustedProxy: () => false,
    rateLimit: { burst: 1_000_000, perSecond: 1_000_000 },
  };
}

function openDeps({ database, box, clouds, maxWaitSeconds, clock }: ApiParts): RunDeps {
  const openSource = openTemplateSource({
    openBox: async () => box,
    clouds,
    maxWaitSeconds,
    now: Date.now,
    database,
    clock,
  });
  return { database, openSource, now: clock, clock, newId: randomUUIDv7 };
}

function openProductWorker(parts: ApiParts, deps: RunDeps) {
  const { queue, database, mail, clock: now, log } = parts;
  const sender = openMailSender({ database, mail, smtpPassword: null, now, log });
  const targets = {
    database,
    openBox: async () => parts.box,
    kinds: parts.targetKinds,
    allowed: parts.targetHosts,
    now,
    log,
  };
  const chores = [
    { everyMs: 500, work: (closing: AbortSignal) => sender.sendDue(closing) },
    openTargetFeeder(targets),
    { ...openTargetComparer(targets), everyMs: 1_000 },
  ];
  return openWorker({ queue, deps, runsAtATime: 2, now, log, chores });
}

async function applyDocument({ database, clouds, box }: ApiParts, document: object): Promise<void> {
  const parsed = parseDocument(JSON.stringify(document), [...clouds.keys()]);
  const applied = await applyImport(database.kysely, parsed, {
    isDryRun: false,
    newId: randomUUID,
    openBox: async () => box,
  });
  if (applied.faults.length > 0)
    throw new Error(applied.faults.map(({ message, cure }) => `${message} ${cure}`).join('\n'));
}

function presentProductDocument(
  provider: Record<string, unknown>,
  { template = {}, document = {} }: ProductOptions,
): Record<string, unknown> {
  const made = presentDocument(templateName, provider);
  const syncTemplates = made.syncTemplates.map((one) => ({ ...one, ...template }));
  return { ...made, syncTemplates, ...document };
}

async function readIds({ kysely }: Database): Promise<{ companyId: string; templateId: string }> {
  const companyId = (await readCompanies(kysely))[0]?.id ?? '';
  const templates = await readSyncTemplates(kysely, companyId);
  const template = templates.find(({ template: { name } }) => name === templateName);
  return { companyId, templateId: template?.template.id ?? '' };
}
