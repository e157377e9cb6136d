// The address's filter as the API takes it, for the list, for the export and for deeds on everything that fits. Pure.
import type { UsersSearch } from './search.ts';

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

export interface UserFilter {
  search?: string;
  state?: 'active' | 'leaving';
  source?: string;
  settingsTemplate?: string;
}

/** What is no id filters nothing: an address that was cut off is to show users and not an error. */
export function presentFilter({ q, status, source, template }: UsersSearch): UserFilter {
  const text = q?.trim();
  return {
    ...(text && { search: text }),
    ...(status && { state: status }),
    ...(source && (source === 'hand' || id.test(source)) && { source }),
    ...(template && id.test(template) && { settingsTemplate: template }),
  };
}

export const isFiltered = (filter: UserFilter): boolean => Object.keys(filter).length > 0;
