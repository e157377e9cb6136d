// Registered applications with their secrets, certificates and consented permissions (roles).
// Whether a request may have a token is decided in sign-in.ts, whether a call is allowed in access.ts.
import { X509Certificate } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { Random } from './random.ts';

interface Secret {
  keyId: string;
  value: string;
  displayName: string;
  startsAt: number;
  expiresAt: number;
}

interface AppCertificate {
  keyId: string;
  x509: X509Certificate;
}

export interface App {
  readonly clientId: string;
  readonly objectId: string;
  readonly servicePrincipalId: string;
  displayName: string;
  isEnabled: boolean;
  secrets: Secret[];
  certificates: AppCertificate[];
  roles: Set<string>;
}

interface NewApp {
  clientId?: string;
  displayName?: string;
  secret?: string;
  roles?: string[];
}

export interface Apps {
  get(clientId: string): App | undefined;
  add(app: NewApp): App;
  /** Gives a further secret; returns its value. */
  addSecret(clientId: string, value?: string, expiresAt?: number): string;
  expireSecrets(clientId: string): void;
  /** Registers a certificate; returns its key id. */
  addCertificate(clientId: string, pem: string): string;
  setEnabled(clientId: string, isEnabled: boolean): void;
  /** A new consent shows in tokens issued from now on; a revoked one ends at once. */
  setRoles(clientId: string, roles: string[]): void;
}

const DEFAULT_ROLES = ['User.Read.All', 'Group.Read.All'];
/** Entra's portal offers secrets of at most two years. */
const SECRET_LIFE_MS = 730 * 86_400_000;
const SECRET_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~_.-'.split('');

// The shape of Entra's own: three characters, "8Q~", then the rest.
function makeSecret(random: Random): string {
  const characters = Array.from({ length: 37 }, () => random.pick(SECRET_CHARACTERS));
  return `${characters.slice(0, 3).join('')}8Q~${characters.slice(3).join('')}`;
}

function makeApp({ clientId, displayName, roles }: NewApp, random: Random): App {
  return {
    clientId: clientId ?? random.guid(),
    objectId: random.guid(),
    servicePrincipalId: random.guid(),
    displayName: displayName ?? 'Rollcall',
    isEnabled: true,
    secrets: [],
    certificates: [],
    roles: new Set(roles ?? DEFAULT_ROLES),
  };
}

export function createApps(clock: Clock, random: Random): Apps {
  const apps = new Map<string, App>();
  const must = (clientId: string): App => {
    const app = apps.get(clientId.toLowerCase());
    if (!app) throw new RangeError(`no application ${clientId} is registered`);
    return app;
  };
  const addSecret: Apps['addSecret'] = (clientId, value = makeSecret(random), expiresAt) => {
    const startsAt = clock.now();
    must(clientId).secrets.push({
      keyId: random.guid(),
      value,
      displayName: 'Rollcall',
      startsAt,
      expiresAt: expiresAt ?? startsAt + SECRET_LIFE_MS,
    });
    return value;
  };
  return {
    get: (clientId) => apps.get(clientId.toLowerCase()),
    add({ secret, ...given }) {
      const app = makeApp(given, random);
      apps.set(app.clientId.toLowerCase(), app);
      addSecret(app.clientId, secret);
      return app;
    },
    addSecret,
    expireSecrets(clientId) {
      for (const secret of must(clientId).secrets) secret.expiresAt = Math.min(secret.expiresAt, clock.now());
    },
    addCertificate(clientId, pem) {
      const keyId = random.guid();
      must(clientId).certificates.push({ keyId, x509: new X509Certificate(pem) });
      return keyId;
    },
    setEnabled(clientId, isEnabled) {
      must(clientId).isEnabled = isEnabled;
    },
    setRoles(clientId, roles) {
      must(clientId).roles = new Set(roles);
    },
  };
}
