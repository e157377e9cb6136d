// What knows of the session and of the line to the server, for the frame; made by main.tsx, one of each for a page load.
import { createContext, use, useSyncExternalStore } from 'react';
import type { Line } from './line.ts';
import type { SignedOut } from './signed-out.ts';

export interface SessionParts {
  signedOut: SignedOut;
  line: Line;
}

export const SessionContext = createContext<SessionParts | null>(null);

function useSession(): SessionParts {
  const parts = use(SessionContext);
  if (!parts) throw new Error('there is no session around this component');
  return parts;
}

export function useSignedOut(): { isSignedOut: boolean; end: () => void } {
  const { signedOut } = useSession();
  return {
    isSignedOut: useSyncExternalStore(signedOut.subscribe, signedOut.isSignedOut),
    end: signedOut.end,
  };
}

/** Whether the server can not be reached just now. */
export function useLineIsDown(): boolean {
  const { line } = useSession();
  return useSyncExternalStore(line.subscribe, line.isDown);
}
