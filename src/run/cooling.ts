// Until when a number stays untaken that is given up now: the company's days, at the same wall-clock time. Pure.
import { decideDue } from '../plan/due.ts';
import type { Company } from '../store/companies.ts';

/** at: ms. null: the company lets numbers go at once. */
export function decideCoolingUntil(company: Company, at: number): Date | null {
  if (company.coolingDays === 0) return null;
  return new Date(decideDue(at, company.coolingDays, company.timeZone).at);
}
