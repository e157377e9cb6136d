// Going to another company: to the same page, or, from something that only one company has (a run, a user), to the list it stands in.
import { useCallback } from 'react';
import { useMatches, useNavigate } from '@tanstack/react-router';

/** company: its id; '' for none, which is all of them. */
export function useGoToCompany(): (company: string) => Promise<void> {
  const navigate = useNavigate();
  const path = useMatches({ select: (matches) => String(matches.at(-1)?.fullPath ?? '/') });
  return useCallback(
    (company) => {
      const list = company === '' ? '/' : path.replace(/\/\$.*$/u, '');
      // Filters of one company mean nothing in another.
      return navigate({ to: list as '/', search: { company } });
    },
    [navigate, path],
  );
}
