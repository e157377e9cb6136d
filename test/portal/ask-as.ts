// The API as a page's own session asks it: for what a test has to have there before anybody looks at it.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** path: after the company. The page has to be signed in and to show something of the product. */
export async function askAs(page: Page, companyId: string, method: string, path: string, body?: object) {
  const answer = await page.evaluate(
    async ({ url, verb, text }) => {
      const me = (await (await fetch('/api/v1/me')).json()) as { csrf: string };
      const headers = {
        'X-CSRF-Token': me.csrf,
        'Content-Type': 'application/json',
        ...(verb !== 'GET' && { 'If-Match': '*' }),
      };
      const response = await fetch(url, { method: verb, headers, ...(text !== null && { body: text }) });
      return { status: response.status, text: await response.text() };
    },
    { url: `/api/v1/companies/${companyId}${path}`, verb: method, text: body ? JSON.stringify(body) : null },
  );
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.text === '' ? null : (JSON.parse(answer.text) as unknown);
}
