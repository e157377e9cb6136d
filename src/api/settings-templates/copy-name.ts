// What a clone is called when nobody says: the name of the first with the next free number. Pure.

const LONGEST_NAME = 200;

/** "Kontor" ─▶ "Kontor 2", "Kontor 2" ─▶ "Kontor 3"; a number of the name itself, as in "Plan 2", counts on. */
export function presentCopyName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/ \d{1,4}$/u, '');
  for (let number = 2; ; number += 1) {
    const tail = ` ${number}`;
    // Half a character at the end would be no text.
    const kept = stem.slice(0, LONGEST_NAME - tail.length).replace(/[\uD800-\uDBFF]$/, '');
    const copy = kept.trimEnd() + tail;
    if (!taken.has(copy)) return copy;
  }
}
