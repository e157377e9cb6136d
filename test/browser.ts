// A browser as far as the API can tell: keeps cookies by name, sends them back, says where a request comes from, and
// repeats the csrf text that it was given.
import { openAsk } from './api.ts';
import type { Answer } from './api.ts';

export interface Browser {
  /** Cookies by name; may be changed from outside, as somebody else's page could. */
  cookies: Map<string, string>;
  csrf: string | null;
  /** The last Set-Cookie headers as they came. */
  lastSetCookies: string[];
  ask<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>;
  signIn(email: string, password: string): Promise<Answer>;
}

/** standing: headers of every request. */
export function openBrowser(url: string, standing: Record<string, string> = {}): Browser {
  const ask = openAsk(url, standing);
  const browser: Browser = {
    cookies: new Map(),
    csrf: null,
    lastSetCookies: [],
    async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await ask<T>(method, path, body, {
        ...(cookie ? { cookie } : {}),
        'sec-fetch-site': 'same-origin',
        ...(browser.csrf === null ? {} : { 'x-csrf-token': browser.csrf }),
        ...headers,
      });
      browser.lastSetCookies = answer.headers.getSetCookie();
      for (const line of browser.lastSetCookies) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (/max-age=0\b/i.test(line)) browser.cookies.delete(name);
        else browser.cookies.set(name, value);
      }
      return answer;
    },
    async signIn(email, password) {
      const answer = await browser.ask('POST', '/sign-in', { email, password });
      if (answer.status === 200) browser.csrf = String(answer.body['csrf']);
      return answer;
    },
  };
  return browser;
}
