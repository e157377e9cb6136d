// An emulated Entra tenant with a connector that reads it, for one test: real HTTP, but waiting only moves the
// connector's clock, so that a test of ten minutes' patience takes none. Everything ends with the test.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { startEmulator } from '../emulator/emulator.ts';
import type { Emulator, EmulatorOptions } from '../emulator/emulator.ts';
import { openEntraClient, openEntraSource } from '../src/connectors/entra/source.ts';
import type { EntraClient, EntraOptions } from '../src/connectors/entra/source.ts';
import type { ReadRequest, ResolvedGroup, Scope, Source } from '../src/connectors/source.ts';
import type { Facts } from '../src/plan/facts.ts';
import { alwaysSelected } from '../src/plan/scope.ts';

export const fields = alwaysSelected.toSorted();
export const everybody: Scope = { memberOf: [], notMemberOf: [], nestedGroups: true };

export interface EmulatedTenant {
  emulator: Emulator;
  /** Every wait the connector made, in ms. */
  waits: number[];
  /** Every line the connector logged. */
  lines: string[];
  /** Lets time pass for the connector. */
  pass: (ms: number) => void;
  options: (changed?: Partial<EntraOptions>) => EntraOptions;
  source: (changed?: Partial<EntraOptions>) => Source;
  client: (changed?: Partial<EntraOptions>) => EntraClient;
}

export async function openEmulatedTenant(options: EmulatorOptions = {}): Promise<EmulatedTenant> {
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return connectTo(emulator, emulator.url);
}

/** The same connector against something else than the emulator, which may be as hostile as it likes. */
export async function openHostileTenant(
  answer: (request: IncomingMessage, response: ServerResponse, origin: string) => void,
  onSignIn: (form: URLSearchParams) => void = () => undefined,
): Promise<Omit<EmulatedTenant, 'emulator'>> {
  let origin = '';
  const server = createServer((request, response) => {
    if (request.url?.endsWith('/token')) {
      void text(request).then((form) => {
        onSignIn(new URLSearchParams(form));
        response.setHeader('content-type', 'application/json');
        response.end('{"token_type":"Bearer","expires_in":3599,"access_token":"opaque"}');
      });
    } else answer(request, response, origin);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return connectTo(
    {
      tenantId: '8a1c1f5e-52c6-4f0e-9d0a-3a5a2f7a9b01',
      clientId: '1f6d0a44-6a0e-4b7f-8c55-0d6c8e2b7a02',
      clientSecret: 'secret',
    },
    origin,
  );
}

function connectTo<E extends { tenantId: string; clientId: string; clientSecret: string }>(
  emulator: E,
  url: string,
): Omit<EmulatedTenant, 'emulator'> & { emulator: E } {
  let now = Date.now();
  const [waits, lines]: [number[], string[]] = [[], []];
  const options = (changed: Partial<EntraOptions> = {}): EntraOptions => ({
    provider: {
      tenantId: emulator.tenantId,
      clientId: emulator.clientId,
      cloud: 'emulator',
      memberOf: [],
      notMemberOf: [],
    },
    credentials: { current: { kind: 'secret', secret: emulator.clientSecret }, next: null },
    cloud: { name: 'emulator', login: url, graph: url, ca: null },
    now: () => now,
    maxWaitSeconds: null,
    random: () => 0.5,
    log: (line) => lines.push(line),
    wait: async (ms) => {
      waits.push(ms);
      now += ms;
    },
    ...changed,
  });
  const closing = <T extends { close(): Promise<void> }>(opened: T): T => {
    onTestFinished(() => opened.close());
    return opened;
  };
  return {
    emulator,
    waits,
    lines,
    pass: (ms) => {
      now += ms;
    },
    options,
    source: (changed) => closing(openEntraSource(options(changed))),
    client: (changed) => closing(openEntraClient(options(changed))),
  };
}

export interface Reading {
  /** What stands after all parts, by id. */
  people: Map<string, Facts>;
  removed: Set<string>;
  excluded: Set<string>;
  restarts: number;
  mode: 'full' | 'delta';
  cursor: string | null;
}

/** Reads to the end and puts the parts together as a reader must. */
export async function readAll(source: Source, request: Partial<ReadRequest> = {}): Promise<Reading> {
  const reading: Reading = {
    people: new Map(),
    removed: new Set(),
    excluded: new Set(),
    restarts: 0,
    mode: 'full',
    cursor: null,
  };
  let hasEnded = false;
  for await (const part of source.read({ fields, scope: everybody, cursor: null, ...request })) {
    if (hasEnded) throw new Error('a part came after the end');
    if (part.part === 'people' || part.part === 'changes') {
      for (const { id, facts } of part.people) {
        reading.people.set(id, part.part === 'changes' ? { ...reading.people.get(id), ...facts } : facts);
        reading.removed.delete(id);
      }
    }
    if (part.part === 'changes') {
      for (const id of part.removed) {
        reading.people.delete(id);
        reading.removed.add(id);
      }
    } else if (part.part === 'excluded') for (const id of part.people) reading.excluded.add(id);
    else if (part.part === 'restart') {
      reading.restarts += 1;
      for (const set of [reading.people, reading.removed, reading.excluded]) set.clear();
    } else if (part.part === 'end') {
      hasEnded = true;
      reading.mode = part.mode;
      reading.cursor = part.cursor;
    }
  }
  if (!hasEnded) throw new Error('the read never ended');
  return reading;
}

export function group(id: string, name = id): ResolvedGroup {
  return { asked: name, id, name };
}
