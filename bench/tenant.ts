// The emulated tenant that a scenario of the benchmark reads: a process of its own, always the same company.
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { startServer } from './child.ts';

export interface Tenant {
  url: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  child: ChildProcess;
}

const emulator = join(import.meta.dirname, '..', 'emulator', 'main.ts');

export async function startTenant(people: number, latencyMs: number): Promise<Tenant> {
  const words = [
    '--json',
    '--port',
    '0',
    '--seed',
    '1',
    '--people',
    String(people),
    '--latency',
    String(latencyMs),
  ];
  const { child, line } = await startServer([emulator, ...words]);
  return { ...(line as unknown as Omit<Tenant, 'child'>), child };
}

/** Asks the emulator itself for something. */
export async function control(tenant: Tenant, method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${tenant.url}/control${path}`, { method, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}
