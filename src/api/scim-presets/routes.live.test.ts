// Presets of SCIM services over the API.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestApi } from '../../../test/api.ts';
import type { TestApi } from '../../../test/api.ts';
import { scimPresets } from '../../connectors/scim/presets.ts';

let api: TestApi;
beforeAll(async () => void (api = await openTestApi()));
afterAll(() => api.close());

test('whoever is signed in sees what is known of services, and nobody else does', async () => {
  const asked = await api.asPerson('viewer', await api.company());
  const { status, body } = await asked('GET', '/scim-presets');
  expect(status).toBe(200);
  expect(body).toEqual({ items: scimPresets });
  expect((await api.asNobody('GET', '/scim-presets')).status).toBe(401);
});
