// The page behind a one-time link: the first administrator, or somebody invited, gives a name and chooses a password. What
// opens the door stands behind # in the address and is sent by the script alone, so that no log and no proxy has it.
import { presentPage } from './page.ts';

const field = (name: string, type: string, autocomplete: string): string =>
  `<label for="${name}" data-text="${name}"></label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required aria-describedby="${name}-hint ${name}-fault"><div class="hint" id="${name}-hint"></div><div class="fault" id="${name}-fault" role="alert"></div>`;

/** The product's mark, as on the browser's tab. */
const mark = `<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/><path d="M15.5 10H25M15.5 16H25M15.5 22H22M6.5 10.2l1.6 1.6 3-3.4M6.5 16.2l1.6 1.6 3-3.4"/></svg>`;

export function presentWelcome(): string {
  const fields = [
    field('email', 'email', 'username'),
    field('firstName', 'text', 'given-name'),
    field('lastName', 'text', 'family-name'),
    field('password', 'password', 'new-password'),
    field('again', 'password', 'new-password'),
  ];
  const body = `<main class="card"><p class="product">${mark} Rollcall</p><h1 data-text="title"></h1><p data-text="lead"></p><p id="told" role="status" class="fault"></p><form novalidate hidden>${fields.join('')}<button type="submit" data-text="send"></button></form><noscript>This page needs JavaScript.</noscript></main>`;
  return presentPage({ title: 'Rollcall', language: 'en', body, script: '/welcome.js' });
}
