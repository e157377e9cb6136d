// The companies that an operator opened last, on this device, newest first.
import { array, object, safeParse, string } from 'zod/mini';
import type { infer as Infer } from 'zod/mini';

const KEY = 'rollcall.recent-companies';
const MOST = 5;
const recent = array(object({ id: string(), name: string() }));
export type RecentCompany = Infer<typeof recent>[number];

export function readRecentCompanies(): RecentCompany[] {
  try {
    return safeParse(recent, JSON.parse(localStorage.getItem(KEY) ?? '[]')).data ?? [];
  } catch {
    return [];
  }
}

export function keepRecentCompany({ id, name }: RecentCompany): void {
  const others = readRecentCompanies().filter((company) => company.id !== id);
  localStorage.setItem(KEY, JSON.stringify([{ id, name }, ...others].slice(0, MOST)));
}

export const forgetRecentCompanies = (): void => localStorage.removeItem(KEY);
