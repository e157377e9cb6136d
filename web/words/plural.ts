// Plurals of words: Swedish and English both have one and other.
/** `one` where it is exactly one; `#` stands for the number as it is written. */
export function plural(count: number, shown: string, one: string, other: string): string {
  return (count === 1 ? one : other).replace('#', shown);
}
