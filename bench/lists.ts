// The long lists of the API with 100,000 rows each, over HTTP: the first page, a deep page, each filter and searches with
// many hits, few and none. One question at a time; the 95th percentile of each, and of each list the slowest question.
import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSecret } from '../src/access/one-time-secret.ts';
import { nothingMore } from '../src/connectors/webhook/network.ts';
import type { ApiParts } from '../src/api/parts.ts';
import { openServer } from '../src/api/server.ts';
import { openQueue } from '../src/jobs/queue.ts';
import { noLog } from '../src/log.ts';
import { openBox } from '../src/run/open-box.ts';
import { writeToken } from '../src/store/api-tokens.ts';
import type { Database } from '../src/store/database.ts';
import { openStore } from '../src/store/open-store.ts';
import { targetKinds } from '../src/connectors/target-kinds.ts';
import { fillCrowd, settleTables } from './crowd.ts';
import type { Crowd } from './crowd.ts';
import type { Row } from './table.ts';

export interface ListFigure {
  list: string;
  question: string;
  p95Ms: number;
}

const ROWS = 100_000;
const TIMES = 20;

export async function measureLists(): Promise<ListFigure[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  const store = await openStore({ databaseUrl: null, dataFolder });
  const { database } = store;
  const queue = await openQueue(database, { maintains: false, log: noLog });
  try {
    const crowd = await fillCrowd(database, ROWS);
    await fillCrowd(database, 1_000, 'Annat AB');
    await settleTables(database);
    const server = await openServer(presentParts(database, queue, dataFolder), {
      host: '127.0.0.1',
      port: 0,
    });
    const headers = { authorization: `Bearer ${await makeToken(database, crowd.companyId)}` };
    try {
      return await measureAll(`${server.url}/api/v1/companies/${crowd.companyId}`, headers, crowd);
    } finally {
      await server.close();
    }
  } finally {
    await queue.close();
    await store.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

function presentParts(database: Database, queue: ApiParts['queue'], dataFolder: string): ApiParts {
  return {
    database,
    queue,
    box: openBox({ database, given: randomBytes(32), dataFolder, onMade: () => undefined }),
    clouds: new Map(),
    maxWaitSeconds: 0,
    webhookHosts: nothingMore,
    targetKinds,
    targetHosts: nothingMore,
    mail: { sending: null, perMinute: 120, service: { name: 'Rollcall', contact: null, origin: null } },
    clock: Date.now,
    log: noLog,
    version: '0.0.0',
    portalFolder: '/nowhere',
    watching: { stopping: new AbortController().signal, metricsToken: null },
    origin: null,
    isTrustedProxy: () => false,
    oidc: null,
    rateLimit: { burst: 1_000_000, perSecond: 1_000_000 },
  };
}

async function makeToken(database: Database, companyId: string): Promise<string> {
  const { text, hash } = makeSecret('rc_');
  await writeToken(database.kysely, {
    id: randomUUID(),
    companyId,
    name: 'benchmark',
    role: 'viewer',
    prefix: text.slice(0, 9),
    hash,
    createdBy: { kind: 'system', id: null, name: 'benchmark' },
    now: Date.now(),
    expiresAt: Date.now() + 86_400_000,
  });
  return text;
}

const searches = ['e', 'qqzx', 'åsa lind', 'p777', '08-46 50 04 12'].map(
  (text) => `search=${encodeURIComponent(text)}`,
);

/** Path of each list below the company → questions. */
function presentQuestions(crowd: Crowd): Record<string, string[]> {
  const { run, actor, small, large } = crowd;
  const future = `from=${new Date(Date.now() + 86_400_000).toISOString()}`;
  const words = (text: string) => ['', ...text.split(' ')];
  return {
    users: presentUserQuestions(crowd),
    people: presentPeopleQuestions(crowd),
    runs: [...words('trigger=manual state=failed state=refused preview=true'), `template=${small}`, future],
    [`runs/${run}/steps`]: [
      ...searches,
      ...words('do=delete do=leave outcome=withheld code=person.gone code=x'),
    ],
    changes: [...words('actor=nobody do=delete do=leave'), `run=${run}`, `actor=${actor}`, future],
    audit: [...words('action=user action=run.start action=none subjectKind=none'), `actor=${actor}`, future],
    numbers: words('state=free state=assigned state=cooling state=reserved search=6543 search=999999'),
    'number-series': [''],
    [`sync-templates/${large}/explain`]: [
      '46846500701',
      '+46 8 46 50 07 77',
      '070-174 06 99',
      'Åsa Lind',
      'lind',
      'qqzx',
    ].map((who) => `live=false&who=${encodeURIComponent(who)}`),
  };
}

function presentUserQuestions({ large, small, settingsTemplate }: Crowd): string[] {
  const sorts = ['name', 'alias', 'number'].flatMap((sort) => [`sort=${sort}`, `sort=${sort}&order=desc`]);
  const filters = ['state=leaving', 'state=active', 'source=hand', `source=${small}`, `source=${large}`];
  const rare = [`settingsTemplate=${settingsTemplate}`, `source=${small}&search=e`];
  const sorted = sorts.flatMap((sort) => [sort, `${sort}&search=e`, `${sort}&source=hand`]);
  return [...searches, ...filters, ...rare, ...sorted];
}

function presentPeopleQuestions({ large }: Crowd): string[] {
  const filters = ['', 'standing=skip', 'standing=linked', 'standing=conflict', 'present=false'];
  const codes = ['code=pstnFixed.missing', 'code=alias.taken'];
  return [...searches, ...filters, ...codes, `template=${large}`, `template=${large}&search=qqzx`];
}

async function measureAll(url: string, headers: Record<string, string>, crowd: Crowd): Promise<ListFigure[]> {
  const figures: ListFigure[] = [];
  for (const [path, questions] of Object.entries(presentQuestions(crowd))) {
    const list = path.startsWith('runs/') ? 'steps' : (path.split('/').at(-1) ?? path);
    process.stderr.write(`measuring lists: ${list} …\n`);
    for (const question of questions) {
      const ask = `${url}/${path}?${question}`;
      figures.push({ list, question, p95Ms: await measure(ask, headers) });
    }
    if (list === 'number-series' || list === 'explain') continue;
    figures.push({
      list,
      question: 'deep page',
      p95Ms: await measure(await readDeep(`${url}/${path}`, headers), headers),
    });
  }
  return figures;
}

async function measure(url: string, headers: Record<string, string>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const started = performance.now();
    const answer = await fetch(url, { headers });
    const text = await answer.text();
    times.push(performance.now() - started);
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  }
  return times.toSorted((a, b) => a - b)[Math.ceil(TIMES * 0.95) - 1] ?? 0;
}

/** The address of the page that begins at 20,000 rows. */
async function readDeep(url: string, headers: Record<string, string>): Promise<string> {
  let cursor = '';
  for (let page = 0; page < 100; page += 1) {
    const answer = await fetch(`${url}?limit=200${cursor && `&cursor=${cursor}`}`, { headers });
    ({ next: cursor } = (await answer.json()) as { next: string });
  }
  return `${url}?cursor=${cursor}`;
}

/** Of each list the slowest question. */
export function presentLists(figures: readonly ListFigure[]): Row[] {
  return [...Map.groupBy(figures, ({ list }) => list)].map(([list, all]) => {
    const worst = all.reduce((a, b) => (b.p95Ms > a.p95Ms ? b : a));
    const what = `list of ${ROWS} ${list}, slowest of ${all.length} questions (${worst.question || 'first page'}), 95th percentile`;
    if (list !== 'explain') return { what, value: worst.p95Ms, unit: 'ms', atMost: 100 };
    const who = `one of ${ROWS} people explained by what is stored, slowest of ${all.length} questions (${worst.question}), 95th percentile`;
    return { what: who, value: worst.p95Ms, unit: 'ms', atMost: 200 };
  });
}
