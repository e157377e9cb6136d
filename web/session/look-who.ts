// Who is signed in at this moment, asked past the client of the API: that one waits with its requests until this here knows.
import type { Me } from '../api/api-types.ts';

/** null: nobody, or the server does not say. */
export async function lookWho(): Promise<Me | null> {
  try {
    const answer = await fetch('/api/v1/me', { cache: 'no-store' });
    return answer.ok ? ((await answer.json()) as Me) : null;
  } catch {
    return null;
  }
}
