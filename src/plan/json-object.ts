// Collects what is wrong with a JSON object, each fault with line, column, key and cure, so that all of them can
// be told together. Knows nothing of what the object means. Pure; used by the portal too.
import { distance } from 'fastest-levenshtein';
import type { Node } from 'jsonc-parser';

export interface Fault {
  /** Counted from 1; null when there is no text that it stands in. */
  line: number | null;
  column: number | null;
  /** Path of the key, such as user_filter.memberOf[1]; empty for the whole. */
  key: string;
  message: string;
  cure: string;
  /** What is wrong, for whoever says it in another language; only where somebody does. */
  code?: string;
  /** What the sentence names. */
  values?: Readonly<Record<string, string>>;
  /** How many characters of the text it is about. */
  length?: number;
}

/** The code of a fault with what its sentence names. */
export type Named = { code: string } & Readonly<Record<string, string>>;

export interface Faults {
  list: Fault[];
  add(node: Node | null, key: string, message: string, cure: string, named?: Named): void;
  addAt(offset: number, key: string, message: string, cure: string, named?: Named, length?: number): void;
  /** The known word that a mistyped one most likely stands for. */
  nearest(word: string, known: readonly string[]): string | null;
}

export function openFaults(text: string): Faults {
  const list: Fault[] = [];
  const addAt: Faults['addAt'] = (offset, key, message, cure, named, length) => {
    list.push({
      ...presentPosition(text, offset),
      key,
      message,
      cure,
      ...presentNamed(named),
      ...(length !== undefined && { length }),
    });
  };
  return {
    list,
    addAt,
    add(node, key, message, cure, named) {
      if (node) addAt(node.offset, key, message, cure, named, node.length);
      else list.push({ line: null, column: null, key, message, cure, ...presentNamed(named) });
    },
    nearest: matchNearest,
  };
}

function presentNamed(named: Named | undefined): Pick<Fault, 'code' | 'values'> {
  if (!named) return {};
  const { code, ...values } = named;
  return { code, values };
}

function presentPosition(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  return { line: before.split(/\r\n|\r|\n/).length, column: offset - lineStart + 1 };
}

export function matchNearest(word: string, known: readonly string[]): string | null {
  // tenantId, Tenant-ID and tenant_id are one word to the person who types them.
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  const asked = plain(word);
  let best: { name: string; steps: number } | null = null;
  for (const name of known) {
    const steps = distance(asked, plain(name));
    if (!best || steps < best.steps) best = { name, steps };
  }
  // A third of the letters may be wrong; beyond that a suggestion misleads more than it helps.
  return best && best.steps <= Math.max(1, Math.floor(asked.length / 3)) ? best.name : null;
}

export interface ObjectKeys {
  get(key: string): Node | undefined;
  /** The same, with a fault when the key is missing. */
  required(key: string, cure: string): Node | undefined;
}

/** Looks a node's keys through; null (and a fault) when it is no object. */
export function checkObject(
  node: Node,
  path: string,
  known: readonly string[],
  faults: Faults,
): ObjectKeys | null {
  if (node.type !== 'object') {
    const what = path === '' ? 'The provider settings' : `"${path}"`;
    faults.add(
      node,
      path,
      `${what} must be an object, not ${presentType(node)}.`,
      'Write it between { and }.',
      { code: 'object.expected', key: path },
    );
    return null;
  }
  const found = new Map<string, Node>();
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    const key = String(name?.value);
    if (!name || !value) continue;
    if (!known.includes(key)) {
      const near = matchNearest(key, known);
      faults.add(
        name,
        at(key),
        `"${key}" is not a key that is known here.`,
        near ? `Did you mean "${near}"?` : `Known keys: ${known.join(', ')}.`,
        { code: 'key.unknown', key, near: near ?? '' },
      );
    } else if (found.has(key))
      faults.add(name, at(key), `The key "${key}" stands here twice.`, 'Keep one of them.', {
        code: 'key.twice',
        key,
      });
    else found.set(key, value);
  }
  return {
    get: (key) => found.get(key),
    required(key, cure) {
      const value = found.get(key);
      if (!value)
        faults.add(node, at(key), `The key "${key}" is missing.`, cure, { code: 'key.missing', key });
      return value;
    },
  };
}

export function presentType(node: Node): string {
  const words = {
    object: 'an object',
    array: 'a list',
    property: 'a key',
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  };
  return words[node.type];
}
