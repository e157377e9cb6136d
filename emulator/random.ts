// Seeded randomness (sfc32): the same seed gives the same company, ids and mishaps on every machine.
// Not for secrets; those come from node:crypto.
export interface Random {
  /** 0 <= n < 1 */
  next(): number;
  /** 0 <= n < limit, whole */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  guid(): string;
}

function createSfc32(seed: number): () => number {
  let a = 0x9e3779b9 ^ seed;
  let b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b);
  let c = 0xb7e15162 ^ (seed >>> 3);
  let d = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  // Neighbouring seeds start out alike; the first rounds mix them apart.
  for (let i = 0; i < 15; i++) step();
  return step;
}

const hex = (n: number): string => n.toString(16).padStart(8, '0');

export function createRandom(seed: number): Random {
  const step = createSfc32(seed | 0);
  const next = (): number => step() / 0x1_0000_0000;
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick<T>(list: readonly T[]): T {
      return list[below(list.length)] as T;
    },
    guid() {
      const [p, q, r, s] = [hex(step()), hex(step()), hex(step()), hex(step())];
      return `${p}-${q.slice(0, 4)}-4${q.slice(5)}-${'89ab'[step() & 3]}${r.slice(1, 4)}-${r.slice(4)}${s}`;
    },
  };
}

/** The same number in [0, 1) for the same inputs: a decision about one object that needs no memory. */
export function decideFraction(seed: number, value: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(value + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 0x1_0000_0000;
}
