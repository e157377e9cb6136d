// Where a mail is looked at: a page of its own that a portal page shows in a frame and hands the mail's HTML to. It has the origin of
// nobody, loads nothing, runs only what is written here, and is the one place where styles of elements are let through.
import { createHash } from 'node:crypto';

/** A click goes nowhere: the frame is for looking. Its height is told, so that the mail is seen whole, and Esc, which is the dialog's. */
const script = `addEventListener('message', (event) => {
  if (event.source !== parent || typeof event.data !== 'object' || typeof event.data.html !== 'string') return;
  const mail = new DOMParser().parseFromString(event.data.html, 'text/html');
  document.documentElement.lang = mail.documentElement.lang;
  document.title = mail.title;
  document.head.replaceChildren(...mail.head.querySelectorAll('style'));
  document.body.replaceWith(mail.body);
  const tell = () => parent.postMessage({ height: document.documentElement.scrollHeight }, '*');
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
});
addEventListener('click', (event) => event.preventDefault(), true);
addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') parent.postMessage({ isEscape: true }, '*');
});
parent.postMessage({ ready: true }, '*');`;

const hash = createHash('sha256').update(script).digest('base64');

export const mailFrame = {
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mail</title></head><body><script>${script}</script></body></html>`,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'sha256-${hash}'`,
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-scripts',
    ].join('; '),
    'X-Frame-Options': 'SAMEORIGIN',
  },
} as const;
