// Starts the portal: reads the language, loads its words, makes the parts and shows them.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/base.css';
import { openApi } from './api/api.ts';
import { Problem } from './api/problem.ts';
import { App } from './app.tsx';
import { createPortalRouter } from './router.tsx';
import { askServer, openLine } from './session/line.ts';
import { readProfileLanguage } from './session/profile-looks.ts';
import { openSignedOut } from './session/signed-out.ts';
import { decideLanguage } from './words/language.ts';
import { letNoTagIn } from './trusted-text.ts';
import { loadWords } from './words/words.tsx';

letNoTagIn(window as Window & Parameters<typeof letNoTagIn>[0]);
const language = decideLanguage(readProfileLanguage());
document.documentElement.lang = language;
const signedOut = openSignedOut();
const line = openLine(askServer);
const api = openApi({ onSignedOut: signedOut.wait, onLine: line.tell });
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server has refused it refuses again; a lost line comes back.
      retry: (count, error) =>
        count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
      // A test of a lost line must not depend on what the browser thinks of its network.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
// What could not be read while the server was away is read now.
line.subscribe(() => {
  if (!line.isDown()) void queries.invalidateQueries();
});
const router = createPortalRouter({ api, queries });
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// What locks the scroll behind a dialog makes a style element of its own and asks there.
setNonce(nonce);
void show();

/** No await of the module's own: what the words are loaded from may need this very file to have ended. */
async function show(): Promise<void> {
  const words = await loadWords(language);
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no place for the portal');
  createRoot(root).render(
    <StrictMode>
      <App {...{ api, queries, router, session: { signedOut, line }, language, words, nonce }} />
    </StrictMode>,
  );
}
