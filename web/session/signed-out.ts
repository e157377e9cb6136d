// Whether an answer has said that the session is over. Told by the API, heard by the frame, which asks to sign in on the spot so that
// nothing typed is lost.
export interface SignedOut {
  isSignedOut: () => boolean;
  tell: () => void;
  /** Somebody has signed in again. */
  end: () => void;
  subscribe: (listen: () => void) => () => void;
}

export function openSignedOut(): SignedOut {
  let isSignedOut = false;
  const listeners = new Set<() => void>();
  const set = (value: boolean): void => {
    if (value === isSignedOut) return;
    isSignedOut = value;
    for (const listen of listeners) listen();
  };
  return {
    isSignedOut: () => isSignedOut,
    tell: () => set(true),
    end: () => set(false),
    subscribe(listen) {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
  };
}
