// The portal's one page and the policy under which a browser shows it: scripts are our own files, styles our own or marked with a
// number that is used once, nothing comes from anywhere else, and nobody shows the page in a frame.
import { randomBytes } from 'node:crypto';
import { pageHeaders, presentPage } from '../pages/page.ts';

/** Where the build leaves room for the number. */
const PLACE = /__NONCE__/gu;

export interface Shown {
  html: string;
  status: 200 | 503;
  headers: Record<string, string>;
}

export function presentPortal(page: string | null): Shown {
  if (page === null) return { html: notBuilt, status: 503, headers: { ...pageHeaders } };
  const nonce = randomBytes(18).toString('base64url');
  return {
    html: page.replaceAll(PLACE, nonce),
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': presentPolicy(nonce),
      // The same address answers programs with a problem.
      Vary: 'Accept',
    },
  };
}

/** A library that makes a style sheet at run time is given the number; what somebody else smuggles in has none. */
const presentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // A mail, which has a policy of its own and no right to anything.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    // No text becomes HTML or a script: web/trusted-text.ts has the one exception, which can hold no tag.
    "require-trusted-types-for 'script'",
    'trusted-types default',
    "frame-ancestors 'none'",
  ].join('; ');

const notBuilt = presentPage({
  title: 'Rollcall',
  language: 'en',
  script: null,
  body: `<main class="card"><h1>The portal has not been built</h1>
<p>Rollcall is up, and its <a href="/api">API</a> answers. For the portal, in Rollcall’s folder:</p>
<pre><code>npm ci
npm run build</code></pre>
<p class="quiet">Then load this page again; nothing has to be restarted.</p></main>`,
});
