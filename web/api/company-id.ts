// Which company is looked at. Somebody of one company has that one; an operator's stands in the address (?company=), so that a copied
// address shows the same to another operator.
import { createContext, use } from 'react';

export const CompanyIdContext = createContext<string | null>(null);

/** null: none is chosen yet (operators only). */
export const useCompanyId = (): string | null => use(CompanyIdContext);
