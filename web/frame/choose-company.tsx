// For an operator on a page of one company while none is chosen: the companies, right where the page would be.
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { CompanyList } from './later.ts';
import { Page } from './page.tsx';

export function ChooseCompany(): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.frame.companies.choose} crumbs={[]} lead={words.frame.companies.chooseText}>
      <div style={{ maxWidth: 420 }}>
        <Suspense fallback={null}>
          <CompanyList isPart onDone={() => undefined} />
        </Suspense>
      </div>
    </Page>
  );
}
