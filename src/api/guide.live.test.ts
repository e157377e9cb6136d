// The guide to the API names only what there is: each curl line is a route of the OpenAPI document, with that method.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openTestApi } from '../../test/api.ts';

test('every line of the guide that asks something is a route with that method', async () => {
  const api = await openTestApi();
  try {
    const document: { paths: Record<string, Record<string, unknown>> } = JSON.parse(
      await (await fetch(`${api.url}/api/openapi.json`)).text(),
    );
    const known = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, '*')}`),
    );
    const guide = readFileSync('docs/api.md', 'utf8');
    const asked = [...guide.matchAll(/^ {4}curl (.*)$/gmu)].map(([, line = '']) => {
      const path = /\$(API|COMPANY)(\/[\w/.-]*)/u.exec(line);
      const method = /-X (\w+)/u.exec(line)?.[1] ?? (line.includes(' -d ') ? 'POST' : 'GET');
      const below = path?.[1] === 'COMPANY' ? '/api/v1/companies/*' : '/api/v1';
      // An example's code stands where any may.
      const asked = (path?.[2] ?? '').replaceAll(
        /TEMPLATE|RUN|SETTINGS|WEBHOOK|TARGET|MAIL(?=\/|$)|(?<=\/quality\/)[\w.]+/g,
        '*',
      );
      return `${method} ${below}${asked}`;
    });
    expect(asked.length).toBeGreaterThan(7);
    expect(asked.filter((one) => !known.includes(one))).toEqual([]);
  } finally {
    await api.close();
  }
});
