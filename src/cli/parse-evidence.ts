// Kinds of evidence as they are typed: one, or several with commas between them.
import type { Evidence } from '../plan/likeness.ts';
import { CommandError } from './command.ts';

const kinds: readonly Evidence[] = ['alias', 'pstnFixed', 'email', 'name'];

export function parseEvidence(text: string): Evidence[] {
  const words = text.split(',').map((word) => word.trim());
  const found = words.map((word) => kinds.find((kind) => kind.toLowerCase() === word.toLowerCase()));
  const wrong = words.filter((_, at) => found[at] === undefined);
  if (wrong.length === 0) return [...new Set(found.flatMap((kind) => kind ?? []))];
  const message = `${wrong.map((word) => JSON.stringify(word)).join(', ')} is no kind of evidence.`;
  throw new CommandError('usage', message, `Write ${kinds.join(', ')}, or several with commas between them.`);
}
