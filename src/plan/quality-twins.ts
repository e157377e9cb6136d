// Who shares a value with somebody else, among half a million people, in eight bytes a person and value: each value is
// kept as a hash of 53 bits, and whose hash comes twice shares it. Two different values of one hash are to be expected once in
// tens of thousands of tenants of that size; the report shows both values. Pure.

export interface Twins {
  /** key: null when the person has no such value. Called once for each person, in order. */
  add(key: string | null): void;
  /** Positions of those who share, those who share the same next to each other, and a number for each value. */
  finish(): { at: number[]; groups: number[] };
}

export function openTwins(): Twins {
  let hashes = new Float64Array(1_024);
  let count = 0;
  return {
    add(key) {
      if (count === hashes.length) {
        const wider = new Float64Array(hashes.length * 2);
        wider.set(hashes);
        hashes = wider;
      }
      hashes[count] = key === null ? Number.NaN : hashText(key);
      count += 1;
    },
    finish: () => matchTwins(hashes.subarray(0, count)),
  };
}

function matchTwins(hashes: Float64Array): ReturnType<Twins['finish']> {
  const sorted = hashes.slice().sort();
  const shared = new Set<number>();
  for (let at = 1; at < sorted.length; at += 1) {
    const hash = sorted[at] ?? Number.NaN;
    if (hash === sorted[at - 1]) shared.add(hash);
  }
  // In the order in which the first of each came.
  const members = new Map<number, number[]>();
  hashes.forEach((hash, at) => {
    if (!shared.has(hash)) return;
    const group = members.get(hash);
    if (group) group.push(at);
    else members.set(hash, [at]);
  });
  const found: ReturnType<Twins['finish']> = { at: [], groups: [] };
  let number = 0;
  for (const group of members.values()) {
    number += 1;
    for (const at of group) {
      found.at.push(at);
      found.groups.push(number);
    }
  }
  return found;
}

/** 53 bits: two 32-bit multiplications side by side, mixed at the end. Fast, and no secret hangs on it. */
function hashText(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
