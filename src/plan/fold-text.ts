// When two texts that people wrote are the same word: names of groups, keys of tables, values that a rule asks for. Whoever
// warns of twins has to find the very ones that whoever compares takes for one. Aliases have a rule of their own. Pure.

/** Case does not count, nor how a letter with a mark is put together. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The same, and blanks around it do not count either. */
export function foldText(text: string): string {
  return foldCase(text.trim());
}
