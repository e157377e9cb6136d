// A second SCIM receiver that nobody here wrote: the library of Polis (once BoxyHQ's Jackson) with a store of its own in memory. With
// all its databases' drivers it is a quarter of a gigabyte, so that it is fetched into the cache with the exchanges instead of
// being installed by everybody who types npm ci. Its server is not in the package; this one hands requests on as that one does.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const NAME = '@boxyhq/saml-jackson';
const VERSION = '26.2.0';
const PATH = '/scim/v2.0';

interface Answer {
  status: number;
  data?: unknown;
}

/** What is used of the library. */
interface Controllers {
  directorySyncController: {
    directories: {
      create(
        about: object,
      ): Promise<{ data: { id: string; scim: { secret: string } } | null; error: unknown }>;
    };
    requests: { handle(request: object): Promise<Answer> };
  };
  close(): Promise<void>;
}

/** The folder that it is installed in; fetched once. Throws an Error that says what could not be had. */
export async function ensurePolis(cache: string): Promise<string> {
  const place = join(cache, `polis-${VERSION}`);
  if (existsSync(join(place, 'stamp.json'))) return place;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'draft-'));
  try {
    await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true }));
    const words = ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${NAME}@${VERSION}`];
    await promisify(execFile)('npm', words, { cwd: draft }).catch((error: unknown) => {
      throw new Error(`npm could not fetch ${NAME} ${VERSION}.`, { cause: error });
    });
    await writeFile(join(draft, 'stamp.json'), JSON.stringify({ name: NAME, version: VERSION }));
    await rename(draft, place).catch((error: unknown) => {
      // Another run was first, and has made the same.
      if (!existsSync(join(place, 'stamp.json'))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return place;
}

export interface Polis {
  /** Of a directory's SCIM. */
  url: string;
  token: string;
  /** METHOD path of every request. */
  asked: string[];
  close(): Promise<void>;
}

export async function openPolis(place: string): Promise<Polis> {
  const load = createRequire(join(place, 'package.json'));
  const { default: openControllers } = load(NAME) as {
    default: (this: void, options: object) => Promise<Controllers>;
  };
  const controllers = await openControllers({
    externalUrl: 'https://polis.vaxel.test',
    samlPath: '/api/oauth/saml',
    samlAudience: 'https://polis.vaxel.test',
    scimPath: PATH,
    noAnalytics: true,
    db: { engine: 'mem', ttl: 300, cleanupLimit: 1_000 },
  });
  const { directories, requests } = controllers.directorySyncController;
  const { data, error } = await directories.create({ name: 'Nordvik', tenant: 'nordvik', product: 'vaxel' });
  if (data === null) throw new Error(`Polis made no directory: ${JSON.stringify(error)}`);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void answer(request, requests.handle.bind(requests), asked).then(({ status, data: body }) =>
      response
        .writeHead(status, { 'content-type': 'application/scim+json' })
        .end(body === undefined ? '' : JSON.stringify(body)),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}/${data.id}`,
    token: data.scim.secret,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await controllers.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  handle: (request: object) => Promise<Answer>,
  asked: string[],
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://polis.vaxel.test');
  const [directoryId, resourceType, resourceId] = url.pathname.slice(PATH.length + 1).split('/');
  asked.push(`${request.method} /${[resourceType, resourceId].filter(Boolean).join('/')}`);
  // Its server has routes for these two only.
  if (resourceType !== 'Users' && resourceType !== 'Groups') return { status: 404 };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return handle({
    method: request.method,
    directoryId,
    resourceType,
    resourceId: resourceId === undefined ? undefined : decodeURIComponent(resourceId),
    apiSecret: (request.headers.authorization ?? '').replace(/^Bearer /u, ''),
    body: text === '' ? undefined : JSON.parse(text),
    query: {
      filter: url.searchParams.get('filter') ?? undefined,
      startIndex: Number(url.searchParams.get('startIndex') ?? 1),
      count: Number(url.searchParams.get('count') ?? 100),
    },
  });
}
