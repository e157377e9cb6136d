// Words of a page that few visits open: they come with the first look at it and not with the first view of the portal. Reading them while
// a component is drawn waits for them as for the page itself; afterwards they are there for everybody.
import { use } from 'react';

interface Lazy<T> {
  (): T;
  /** Brings them before anybody reads them: a component that is drawn inside a `try` of somebody else's can not wait. */
  load: () => Promise<T>;
}

export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  let loading: Promise<T> | null = null;
  let loaded: { words: T } | null = null;
  const bring = (): Promise<T> => {
    loading ??= load().then(
      (words) => {
        loaded = { words };
        return words;
      },
      (error: unknown) => {
        // The line may be back the next time.
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  return Object.assign(() => (loaded ? loaded.words : use(bring())), { load: bring });
}
