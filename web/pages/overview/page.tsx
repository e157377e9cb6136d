// The page /: how the chosen company is (health.tsx), or, for an operator who has chosen none, how all companies are (companies.tsx).
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { useCompanyId } from '../../api/company-id.ts';
import { Health } from './health.tsx';

/** For operators alone. */
const Companies = lazy(async () => ({ default: (await import('./companies.tsx')).Companies }));

export function OverviewPage(): ReactNode {
  if (useCompanyId() !== null) return <Health />;
  return (
    <Suspense fallback={null}>
      <Companies />
    </Suspense>
  );
}
