// How long after so many failures a further sign-in is looked at. Growing, so that guessing is hopeless, and bounded, so
// that the right person is never shut out for long by somebody else's guesses. Pure; counting is the store's.

interface DelayRule {
  /** Failures that cost nothing: people mistype. */
  free: number;
  /** From then on 1, 2, 4 … seconds, up to this. */
  longestSeconds: number;
}

/** One account from a browser that nobody has signed in to it from: a few hundred guesses a day, over the whole world. */
const account: DelayRule = { free: 5, longestSeconds: 300 };
/** One account from a browser that it has been signed in from: other people's guesses do not count here. */
const browser: DelayRule = { free: 5, longestSeconds: 300 };
/** Everything from one network address: an office has many people who mistype. */
const address: DelayRule = { free: 30, longestSeconds: 900 };

export const delayRules = { account, browser, address };

/** Of IPv6 the part that one customer gets: whoever has one address there has 2^64 of them. */
export function decideAddressKey(text: string): string {
  if (!text.includes(':')) return text;
  const [head = '', tail] = text.split('%')[0]?.split('::') ?? [];
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const gap =
    tail === undefined
      ? []
      : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...gap, ...after].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '').toLowerCase()).join(':')}::/64`;
}
