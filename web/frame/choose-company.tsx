// For an operator on a page of one company while none is chosen: the companies, right where the page would be.
import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';
import { CompanyList } from './company-list.tsx';
import { Page } from './page.tsx';

export function ChooseCompany(): ReactNode {
  const { words } = useWords();
  return (
    <Page title={words.frame.companies.choose} crumbs={[]} lead={words.frame.companies.chooseText}>
      <div style={{ maxWidth: 420 }}>
        <CompanyList isPart onDone={() => undefined} />
      </div>
    </Page>
  );
}
