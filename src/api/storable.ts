// Texts that no database can hold: with NUL in them, or half a character. Found before anything is done with them.

/** Path of the first such text in a JSON value; null when there is none. Nesting is no danger: no recursion. */
export function matchUnstorable(root: unknown): string | null {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, path } = one;
    if (typeof value === 'string' && !isStorable(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (!isStorable(key)) return path;
      open.push({ value: member, path: path === '' ? key : `${path}.${key}` });
    }
  }
  return null;
}

export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');
