// Signing out: ends the session, forgets what this device knows of the person, and loads the sign-in page anew, so that nothing of what was
// read stays in memory.
import { useCallback } from 'react';
import { useApi } from '../api/use-api.ts';
import { Problem } from '../api/problem.ts';
import { forgetRecentCompanies } from './recent-companies.ts';
import { forgetProfileLooks } from './profile-looks.ts';

export function useSignOut(): () => void {
  const api = useApi();
  return useCallback(() => {
    api.call('post', '/sign-out').then(
      () => leave(),
      (error: unknown) => {
        if (!(error instanceof Problem)) throw error;
        // Over already: that is what was wanted. Otherwise the bar says that the server can not be reached, and the session goes on.
        if (error.status === 401) leave();
      },
    );
  }, [api]);
}

/** To the sign-in page, whatever ended the session. why: what is said there. */
export function leave(why?: 'password'): void {
  forgetProfileLooks();
  forgetRecentCompanies();
  window.location.assign(`/sign-in${why ? `?why=${why}` : ''}`);
}
