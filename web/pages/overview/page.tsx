// The page /: how the chosen company is (health.tsx), or, for an operator who has chosen none, how all companies are (companies.tsx).
import type { ReactNode } from 'react';
import { useCompanyId } from '../../api/company-id.ts';
import { Companies } from './companies.tsx';
import { Health } from './health.tsx';

export function OverviewPage(): ReactNode {
  return useCompanyId() === null ? <Companies /> : <Health />;
}
