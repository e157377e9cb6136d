// One HTML page of our own, and the policy under which a browser shows it: nothing from anywhere else runs or loads.
import { createHash } from 'node:crypto';
import { style } from './style.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);

/** Text for people, in which `code` stands between backticks. */
export const presentText = (text: string): string => escape(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const styleHash = createHash('sha256').update(style).digest('base64');

const policy = (...more: string[]): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...more,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': policy("script-src 'self'", "connect-src 'self'", "form-action 'none'"),
};

/** Of a page without any script, whose buttons are forms of our own. */
export const formPageHeaders = {
  ...pageHeaders,
  'Content-Security-Policy': policy("form-action 'self'"),
  // With no-referrer a browser says "Origin: null" when the button is pressed, and is taken for another site's. The path goes nowhere.
  'Referrer-Policy': 'strict-origin',
  'X-Robots-Tag': 'noindex',
};

/** body: HTML. script: address of the page's own script; null for a page without. */
export function presentPage(page: {
  title: string;
  language: string;
  body: string;
  script: string | null;
}): string {
  const script = page.script === null ? '' : `<script type="module" src="${escape(page.script)}"></script>`;
  return `<!doctype html><html lang="${escape(page.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(page.title)}</title><style>${style}</style>${script}</head><body>${page.body}</body></html>`;
}
