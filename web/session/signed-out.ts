// Whether an answer has said that the session is over. Told by the API, which waits with the request until somebody has signed in on the
// spot (session/sign-in-again.tsx) and then sends it again, so that nothing typed is lost.
export interface SignedOut {
  isSignedOut: () => boolean;
  /** Resolves when somebody has signed in again. */
  wait: () => Promise<void>;
  /** Somebody has signed in again. */
  end: () => void;
  subscribe: (listen: () => void) => () => void;
}

export function openSignedOut(): SignedOut {
  let waiting: PromiseWithResolvers<void> | null = null;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listen of listeners) listen();
  };
  return {
    isSignedOut: () => waiting !== null,
    wait() {
      if (waiting) return waiting.promise;
      waiting = Promise.withResolvers<void>();
      tell();
      return waiting.promise;
    },
    end() {
      waiting?.resolve();
      waiting = null;
      tell();
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
  };
}
