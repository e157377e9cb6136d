// Whoever would wait for the same lock of the database waits for his turn in the process first, without a connection: a
// hundred who change one company's directory while a long run of it is applied must not take all connections from the
// others. Between processes the lock itself sees to the order.

export interface Turns {
  /** Work of one key goes one after the other, in the order in which it was asked for. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function openTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async take(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      // Whoever comes next waits for the end only; how it ended is for who asked.
      const ended = mine.catch(() => undefined);
      last.set(key, ended);
      try {
        return await mine;
      } finally {
        if (last.get(key) === ended) last.delete(key);
      }
    },
  };
}
