// What stands around every page: skip link, sidebar, the white sheet, and the chosen company for all that is inside.
import { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { CompanyIdContext } from '../api/company-id.ts';
import { MeContext } from '../api/me.ts';
import { useRead } from '../api/use-api.ts';
import { keepRecentCompany } from '../session/recent-companies.ts';
import { useSignedOut } from '../session/session-context.ts';
import { useProfileLooks } from '../session/use-looks.ts';
import { openFormat } from '../words/format.ts';
import { SpokenContext, useWords } from '../words/words.tsx';
import { Shell } from './shell.tsx';
import { useCompany } from './use-company.ts';

const inside = getRouteApi('/in');
const SignInAgain = lazy(async () => ({
  default: (await import('../session/sign-in-again.tsx')).SignInAgain,
}));

export function Frame(): ReactNode {
  const { me } = inside.useRouteContext();
  const { company: asked } = inside.useSearch();
  const only = useRead('/companies', { query: { limit: 2 } }, { enabled: me.company === null && !asked });
  const alone = only.data && only.data.items.length === 1 ? (only.data.items[0]?.id ?? null) : null;
  return (
    <MeContext value={me}>
      <CompanyIdContext value={me.company?.id ?? (asked || alone)}>
        <InCompany>
          <Shell
            isChosen={me.company !== null || Boolean(asked) || alone !== null}
            isAsking={only.isLoading}
          />
          <SignInAgainWhenOver />
        </InCompany>
      </CompanyIdContext>
    </MeContext>
  );
}

/** Loaded when a session has ended, and kept from then on: it closes when somebody has signed in. */
function SignInAgainWhenOver(): ReactNode {
  const { isSignedOut } = useSignedOut();
  const [wasOver, setWasOver] = useState(false);
  if (isSignedOut && !wasOver) setWasOver(true);
  return <Suspense fallback={null}>{wasOver && <SignInAgain />}</Suspense>;
}

/** Times are the company's, whoever looks and wherever. */
function InCompany({ children }: { children: ReactNode }): ReactNode {
  const spoken = useWords();
  const company = useCompany();
  const timeZone = company?.timeZone;
  const value = useMemo(
    () => ({ ...spoken, format: openFormat(spoken.language, timeZone) }),
    [spoken, timeZone],
  );
  useProfileLooks();
  useEffect(() => {
    if (company) keepRecentCompany(company);
  }, [company]);
  return <SpokenContext value={value}>{children}</SpokenContext>;
}
