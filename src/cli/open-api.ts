// Opens the API for `rollcall serve` and says where it is; while there is no administrator, also by which link the first
// one is made.
import { fileURLToPath } from 'node:url';
import { openProxyList } from '../access/network-options.ts';
import { openOidcSignIn } from '../access/oidc.ts';
import type { OidcSignIn } from '../access/oidc.ts';
import { makeFirstLink } from '../api/links/first-link.ts';
import type { FirstLink } from '../api/links/first-link.ts';
import type { ApiParts } from '../api/parts.ts';
import { openServer } from '../api/server.ts';
import type { ApiServer } from '../api/server.ts';
import { targetKinds } from '../connectors/target-kinds.ts';
import type { Queue } from '../jobs/queue.ts';
import type { CommandContext } from './command.ts';
import { readVersion } from './read-version.ts';
import type { OpenedStore } from './with-store.ts';

/** One browser that loads a page asks some thirty times; a program that lists 100,000 people 500 times. */
const RATE_LIMIT = { burst: 600, perSecond: 60 };

export async function openApi(
  context: CommandContext,
  { store, openBox }: OpenedStore,
  queue: Queue,
): Promise<ApiServer> {
  const { config, secrets, log, say } = context;
  const { network } = config;
  const clock = openClock(config.now);
  const oidc = openProvider(network, secrets.oidcClientSecret, clock);
  const parts: ApiParts = {
    database: store.database,
    queue,
    box: await openBox(),
    clouds: config.clouds,
    webhookHosts: config.webhookHosts,
    targetKinds,
    targetHosts: config.targetHosts,
    maxWaitSeconds: config.maxWaitSeconds,
    mail: config.mail,
    clock,
    log,
    version: readVersion(),
    portalFolder: fileURLToPath(new URL('../../dist/portal', import.meta.url)),
    watching: { stopping: context.signal, metricsToken: secrets.metricsToken },
    origin: network.origin,
    isTrustedProxy: openProxyList(network.trustedProxies),
    oidc,
    rateLimit: RATE_LIMIT,
  };
  const server = await openServer(parts, network);
  const origin = network.origin ?? server.url;
  const actor = { kind: 'system', id: null, name: 'serve' } as const;
  const link = await makeFirstLink(store.database, { origin, now: clock(), actor });
  if (link) say(presentFirstLink(link));
  return server;
}

export function presentFirstLink({ url, expiresAt }: FirstLink): string {
  const until = new Date(expiresAt).toISOString();
  return `IMPORTANT: there is no administrator yet. Make the first one at ${url} (works once, until ${until}).`;
}

/** The clock, or with --now one that starts there and goes on. */
function openClock(now: number | null): () => number {
  const ahead = now === null ? 0 : now - Date.now();
  return () => Date.now() + ahead;
}

function openProvider(
  { oidc, origin }: CommandContext['config']['network'],
  clientSecret: string | null,
  clock: () => number,
): OidcSignIn | null {
  if (!oidc || clientSecret === null || origin === null) return null;
  return openOidcSignIn({ ...oidc, clientSecret, redirect: new URL('/api/v1/oidc/return', origin), clock });
}
