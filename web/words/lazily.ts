// Words of a page that few visits open: they come with the first look at it and not with the first view of the portal. Reading them while
// a component is drawn waits for them as for the page itself; afterwards they are there for everybody.
import { use } from 'react';

export function lazily<T>(load: () => Promise<T>): () => T {
  let loading: Promise<T> | null = null;
  let loaded: { words: T } | null = null;
  return () => {
    if (loaded) return loaded.words;
    loading ??= load().then((words) => {
      loaded = { words };
      return words;
    });
    return use(loading);
  };
}
