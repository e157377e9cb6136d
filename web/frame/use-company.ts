// The chosen company's particulars; undefined until they are there, and while none is chosen.
import type { Company } from '../api/api-types.ts';
import { useCompanyId } from '../api/company-id.ts';
import { useRead } from '../api/use-api.ts';

export function useCompany(): Company | undefined {
  const company = useCompanyId();
  return useRead('/companies/{company}', {}, { enabled: company !== null, staleTime: 60_000 }).data;
}
