// Starts an emulated Entra tenant with its sign-in, Graph and control API on one loopback port, in this process.
// The parts are wired here and nowhere else. Imports nothing of the product; the product imports nothing of it.
import { createTokenMint } from './access-token.ts';
import { createTlsIdentity } from './certificate.ts';
import { createClock } from './clock.ts';
import { fillCompany } from './company.ts';
import { createFaults, type Faults } from './faults.ts';
import { readCatalog } from './properties.ts';
import { createRandom } from './random.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { startServer } from './server.ts';
import { createSettings } from './settings.ts';
import { createTenant, type Tenant } from './tenant.ts';
import { createThrottle } from './throttle.ts';

export interface EmulatorOptions {
  /** 0 = any free port. */
  port?: number;
  /** 0 = an empty tenant. */
  people?: number;
  seed?: number;
  latencyMs?: number;
  tls?: boolean;
  tenantId?: string;
  clientId?: string;
  clientSecret?: string;
  pageSizeDelta?: number;
  log?: (line: string) => void;
}

export interface Emulator {
  /** Serves login, Graph and control. */
  url: string;
  caPem: string | null;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  tenant: Tenant;
  faults: Faults;
  requests: RequestLog;
  close(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const random = createRandom(options.seed ?? 1);
  const settings = createSettings({
    ...(options.latencyMs !== undefined && { latencyMs: options.latencyMs }),
    ...(options.pageSizeDelta !== undefined && { deltaPageSize: options.pageSizeDelta }),
  });
  const tenantId = (options.tenantId ?? random.guid()).toLowerCase();
  const tenant = createTenant({
    id: tenantId,
    domain: 'nordvik.example',
    displayName: 'Nordvik Energi AB',
    clock: createClock(),
    random,
    settings,
    catalog: readCatalog(),
  });
  const app = tenant.apps.add({
    ...(options.clientId !== undefined && { clientId: options.clientId }),
    ...(options.clientSecret !== undefined && { secret: options.clientSecret }),
  });
  fillCompany(tenant.directory, options.people ?? 0, options.seed ?? 1);
  const faults = createFaults();
  const requests = createRequestLog();
  const service = { tenant, mint: createTokenMint(), throttle: createThrottle(tenant.directory), faults };
  const tls = options.tls ? await createTlsIdentity() : null;
  const log = options.log ?? (() => undefined);
  const server = await startServer({ service, requests, tls, log }, options.port ?? 0);
  return {
    url: server.origin,
    caPem: tls?.caPem ?? null,
    tenantId,
    clientId: app.clientId,
    clientSecret: app.secrets[0]?.value ?? '',
    tenant,
    faults,
    requests,
    close: () => server.close(),
  };
}
