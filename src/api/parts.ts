// What the API gets from whoever starts it, and what a request carries through its handlers. Holds nothing itself.
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { OidcSignIn } from '../access/oidc.ts';
import type { Principal } from '../access/rights.ts';
import type { SecretBox } from '../access/secret-box.ts';
import type { Cloud } from '../connectors/entra/clouds.ts';
import type { TargetKinds } from '../connectors/targets.ts';
import type { AllowedHosts } from '../connectors/webhook/network.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { MailConfig } from '../mail/mail-options.ts';
import type { Actor } from '../store/audit-log.ts';
import type { Company } from '../store/companies.ts';
import type { Database } from '../store/database.ts';

interface Watching {
  /** Aborted when the process begins to stop: it takes no more work, and a balancer should send none. */
  stopping: AbortSignal;
  /** ROLLCALL_METRICS_TOKEN; null: figures for this machine alone. */
  metricsToken: string | null;
}

export interface ApiParts {
  database: Database;
  /** Where runs are asked for and watched. */
  queue: Queue;
  /** What credentials are sealed in. */
  box: SecretBox;
  /** Clouds that a provider may name. */
  clouds: ReadonlyMap<string, Cloud>;
  /** Where webhooks may go beside the public network. */
  webhookHosts: AllowedHosts;
  /** Kinds of exchange, and where they may be beside the public network. */
  targetKinds: TargetKinds;
  targetHosts: AllowedHosts;
  /** ROLLCALL_MAX_WAIT_SECONDS, for connection tests; null for the usual bounds. */
  maxWaitSeconds: number | null;
  /** Whether mails are sent, and what stands in each of them. */
  mail: MailConfig;
  /** In ms. */
  clock: () => number;
  log: Log;
  version: string;
  /** Where the built portal lies, or nothing. */
  portalFolder: string;
  watching: Watching;
  /** Where browsers find us, `https://rollcall.example`; null: wherever they say that they found us. */
  origin: string | null;
  /** Whether a network address is one of our proxies, whose forwarding headers are believed. */
  isTrustedProxy: (address: string) => boolean;
  /** Sign-in at a provider; null: there is none. */
  oidc: OidcSignIn | null;
  /** Requests of one address: so many at once, and so many a second after that. */
  rateLimit: { burst: number; perSecond: number };
}

interface Variables {
  parts: ApiParts;
  requestId: string;
  /** Of the client, seen past our proxies. */
  address: string | null;
  /** As the browser sees us: scheme, host and port. */
  origin: string;
}

export interface PublicEnv {
  Bindings: HttpBindings;
  Variables: Variables;
}

export interface SignedInEnv extends PublicEnv {
  Variables: Variables & { principal: Principal };
}

export interface CompanyEnv extends PublicEnv {
  Variables: Variables & { principal: Principal; company: Company };
}

/** What helpers take of a handler's context, whatever its route. */
export type Asked<E extends PublicEnv = PublicEnv> = Pick<Context<E>, 'var' | 'req' | 'header'>;

/** Who did it, for audit and change log. */
export function actorOf(principal: Principal): Actor {
  return { kind: principal.kind, id: principal.id, name: principal.name };
}
