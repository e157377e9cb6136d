// What stands around every page: skip link, sidebar, the white sheet, and the chosen company for all that is inside.
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { getRouteApi } from '@tanstack/react-router';
import { CompanyIdContext } from '../api/company-id.ts';
import { MeContext } from '../api/me.ts';
import { useRead } from '../api/use-api.ts';
import { keepRecentCompany } from '../session/recent-companies.ts';
import { SignInAgain } from '../session/sign-in-again.tsx';
import { useProfileLooks } from '../session/use-looks.ts';
import { openFormat } from '../words/format.ts';
import { SpokenContext, useWords } from '../words/words.tsx';
import { Shell } from './shell.tsx';
import { useCompany } from './use-company.ts';

const inside = getRouteApi('/in');

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
          <SignInAgain />
        </InCompany>
      </CompanyIdContext>
    </MeContext>
  );
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
