// What the table of commands says of each. Pure shape.
import type { Command } from './command.ts';

export interface CommandEntry {
  /** The words after the name, as help shows them; those in brackets may be left out, a last one with … may come often. */
  words: readonly string[];
  about: string;
  /** Switches of this command alone → what they do. */
  flags: Readonly<Record<string, string>>;
  /** Everything after the name goes to another program as it is. */
  passesOn?: boolean;
  load: () => Promise<Command>;
}
