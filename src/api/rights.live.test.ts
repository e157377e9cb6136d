// Every route of the contract × everybody who could ask, against the table of rights: nobody gets further than the table
// says, and nobody is stopped short of it. Routes are taken from the document, so that a new one is walked by itself.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';
import type { Ask, TestApi } from '../../test/api.ts';
import { rights } from '../access/rights.ts';
import type { Right, Role } from '../access/rights.ts';

interface Operation {
  operationId: string;
  'x-right'?: string;
}

interface Route {
  method: string;
  path: string;
  right: Right;
}

let api: TestApi;
let routes: Route[];
let own: string;
let other: string;
interface Asker {
  ask: Ask;
  role: Role | null;
  isToken: boolean;
  /** The same kind of person anew. */
  fresh: () => Promise<Ask>;
}
const askers = new Map<string, Asker>();

beforeAll(async () => {
  api = await openTestApi();
  [own, other] = [await api.company(), await api.company()];
  const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
    await (await fetch(`${api.url}/api/openapi.json`)).text(),
  );
  routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replace('/api/v1', ''),
      right: operation['x-right'] as Right,
    })),
  );
  const add = async (name: string, role: Role | null, isToken: boolean, fresh: () => Promise<Ask>) =>
    askers.set(name, { ask: await fresh(), role, isToken, fresh });
  await add('nobody', null, false, async () => api.asNobody);
  await add('operator', 'operator', false, () => api.asPerson('operator', null));
  for (const role of ['companyAdministrator', 'viewer'] as const) {
    await add(role, role, false, () => api.asPerson(role, own));
    await add(`${role} token`, role, true, () => api.asToken(role, own));
  }
});
afterAll(() => api.close());

/** 'in': past every check of rights, whatever comes of the request then. */
function expected(right: Right, role: Role | null, isToken: boolean, isOwn: boolean): number | 'in' {
  const { reach, roles, tokens } = rights[right];
  if (reach === 'public') return 'in';
  if (role === null) return 401;
  if (reach === 'company' && !isOwn && role !== 'operator') return 404;
  return (roles as readonly string[]).includes(role) && (!isToken || tokens) ? 'in' : 403;
}

/** What was answered, as far as rights go. An If-Match that nothing has keeps the walk from changing anything. */
async function walk(ask: Ask, { method, path }: Route, company: string): Promise<number | 'in'> {
  const address = path.replace('{company}', company).replaceAll(/\{[^}]+\}/g, () => randomUUID());
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const { status, body } = await ask(method, address, hasBody ? '[' : undefined, { 'If-Match': '"walk"' });
  if (status === 401) return body['code'] === 'signIn.required' ? 401 : 'in';
  if (status === 403) return ['notAllowed'].includes(String(body['code'])) ? 403 : 'in';
  if (status === 404) return /company/.test(String(body['detail'])) ? 404 : 'in';
  expect(status, `${method} ${address} is a bug`).not.toBe(500);
  return 'in';
}

describe('every route', () => {
  test('has a right that is in the table', () => {
    expect(routes.length).toBeGreaterThan(3);
    expect(routes.filter(({ right }) => !Object.hasOwn(rights, right)).map(({ path }) => path)).toEqual([]);
  });

  test('names its company exactly when its right is one of a company', () => {
    const wrong = routes.filter(
      ({ path, right }) => path.includes('{company}') !== (rights[right].reach === 'company'),
    );
    expect(wrong.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test('lets in whom the table lets in and stops the others, in the own company and in another', async () => {
    const wrong: string[] = [];
    for (const route of routes) {
      for (const [name, { ask: standing, role, isToken, fresh }] of askers) {
        // Signing out, for one, ends what the next question needs.
        const mayEnd = rights[route.right].reach === 'signedIn' && route.method !== 'GET';
        const ask = mayEnd ? await fresh() : standing;
        for (const isOwn of route.path.includes('{company}') ? [true, false] : [true]) {
          const found = await walk(ask, route, isOwn ? own : other);
          const wanted = expected(route.right, role, isToken, isOwn);
          if (found !== wanted) {
            const where = isOwn ? 'own' : 'other';
            wrong.push(
              `${route.method} ${route.path} as ${name} in ${where} company: ${found}, not ${wanted}`,
            );
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('of a company that does not exist, or of no id at all, is not found', async () => {
    const ask = askers.get('operator')?.ask ?? api.asNobody;
    for (const route of routes.filter(({ path }) => path.includes('{company}'))) {
      expect(await walk(ask, route, randomUUID())).toBe(404);
      expect(await walk(ask, route, 'nordvik')).toBe(404);
    }
  });
});
