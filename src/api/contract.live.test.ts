// The typed client that the portal uses, made of the contract's types alone, against the real server.
import { hc } from 'hono/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';
import type { TestApi } from '../../test/api.ts';
import type { Api } from './contract.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test('a client made of the types alone lists, reads and knows the shape of what comes', async () => {
  const company = await api.company('Nordvik Energi AB');
  const boss = await api.asPerson('companyAdministrator', company);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const made = await boss('POST', `/companies/${company}/tokens`, { name: 'T', role: 'viewer', expiresAt });
  const headers = { authorization: `Bearer ${String(made.body['secret'])}` };
  const client = hc<Api>(api.url, { headers }).api.v1;
  const list = await client.companies.$get({ query: {} });
  const { items } = await list.json();
  const names: string[] = items.map(({ name }) => name);
  expect(names).toEqual(['Nordvik Energi AB']);
  const one = await client.companies[':company'].$get({ param: { company } });
  const days: number = (await one.json()).coolingDays;
  expect(days).toBe(30);
});
