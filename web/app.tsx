// The portal around its routes: words, look, data and notices. One of it is made for each page load, with a router of its own.
import { Suspense, lazy, useCallback, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ApiContext } from './api/use-api.ts';
import type { Api } from './api/api.ts';
import { readProfileScheme } from './session/profile-looks.ts';
import { SessionContext } from './session/session-context.ts';
import type { SessionParts } from './session/session-context.ts';
import { resolveVariables, theme } from './theme/theme.ts';
import { openFormat } from './words/format.ts';
import { keepLanguage } from './words/language.ts';
import type { Language } from './words/language.ts';
import { SpokenContext, loadAllWords } from './words/words.tsx';
import type { Words } from './words/words.tsx';
import type { PortalRouter } from './router.tsx';

/** Nobody is told anything before something was done. */
const Notifications = lazy(async () => ({
  default: (await import('@mantine/notifications')).Notifications,
}));

export interface AppParts {
  api: Api;
  queries: QueryClient;
  router: PortalRouter;
  session: SessionParts;
  language: Language;
  words: Words;
  /** What inline style elements need under the page's Content-Security-Policy. */
  nonce: string;
}

export function App({ api, queries, router, session, language, words, nonce }: AppParts): ReactNode {
  return (
    <Spoken language={language} words={words}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolveVariables}
        defaultColorScheme={readProfileScheme()}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queries}>
          <ApiContext value={api}>
            <SessionContext value={session}>
              <Suspense fallback={null}>
                <Notifications position="bottom-right" autoClose={4_000} />
              </Suspense>
              <RouterProvider router={router} />
            </SessionContext>
          </ApiContext>
        </QueryClientProvider>
      </MantineProvider>
    </Spoken>
  );
}

/** The time zone is the browser's until a company is known (frame/frame.tsx narrows it). */
function Spoken({
  children,
  ...first
}: {
  children: ReactNode;
  language: Language;
  words: Words;
}): ReactNode {
  const [spoken, setSpoken] = useState({ language: first.language, words: first.words });
  const follow = useCallback((language: Language) => {
    void loadAllWords(language).then((words) => {
      document.documentElement.lang = language;
      // What is spoken already is not spoken anew: everything on the page hears of it.
      setSpoken((now) => (now.language === language && now.words === words ? now : { language, words }));
    });
  }, []);
  const choose = useCallback(
    (language: Language) => {
      keepLanguage(language);
      follow(language);
    },
    [follow],
  );
  const value = useMemo(
    () => ({ ...spoken, format: openFormat(spoken.language, undefined), choose, follow }),
    [spoken, choose, follow],
  );
  return <SpokenContext value={value}>{children}</SpokenContext>;
}
