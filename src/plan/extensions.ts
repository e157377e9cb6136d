// The extension of a new user when none is mapped (SPEC §5): the last four digits of PSTN Fixed, else the
// next higher free one, after 9999 from 1000. Given once; it stays when the number changes.

export interface Extensions {
  /** The extension for this number, or null when all are in use. Never gives one twice. */
  give(pstnFixed: string): string | null;
  /** Takes one particular extension; false when it is in use. */
  take(extension: string): boolean;
}

const end = 10_000;

export function openExtensions(used: Iterable<string>): Extensions {
  // next[n] leads to the first free extension from n on; looked up with path compression, so that a full
  // row of neighbours costs one step and not thousands.
  const next = Uint16Array.from({ length: end + 1 }, (_, n) => n);
  const findFree = (from: number): number => {
    let free = from;
    while (next[free] !== free) free = next[free] ?? end;
    for (let at = from; at !== free;) {
      const following = next[at] ?? end;
      next[at] = free;
      at = following;
    }
    return free;
  };
  const take = (extension: string): boolean => {
    if (!/^\d{4}$/u.test(extension)) return true;
    const n = Number(extension);
    if (next[n] !== n) return false;
    next[n] = n + 1;
    return true;
  };
  for (const extension of used) take(extension);
  return {
    take,
    give(pstnFixed) {
      const first = findFree(Number(pstnFixed.slice(-4)));
      const free = first < end ? first : findFree(1000);
      if (free >= end) return null;
      const extension = String(free).padStart(4, '0');
      take(extension);
      return extension;
    },
  };
}
