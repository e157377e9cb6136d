// What an expression sees of a person: each Entra field as a text, a list of texts or true and false. A field that she
// lacks is empty, and one beyond what Entra itself allows is refused, because the cost of an expression is worked out for
// values of that size (expression-cost.ts). Pure.
import type { FactValue, Facts } from './facts.ts';

export const attributes = 'onPremisesExtensionAttributes';
const listFields = new Set(['businessPhones', 'imAddresses', 'otherMails', 'proxyAddresses']);
const flagFields = new Set([
  'accountEnabled',
  'isResourceAccount',
  'onPremisesSyncEnabled',
  'showInAddressList',
]);

/** Entra has no longer text (an extension attribute) and no longer list (proxyAddresses). */
export const MOST_CHARACTERS = 1_024;
export const MOST_ITEMS = 400;

export type FieldKind = 'text' | 'list' | 'flag';

export function decideKind(field: string): FieldKind {
  if (listFields.has(field)) return 'list';
  return flagFields.has(field) ? 'flag' : 'text';
}

const types: Record<FieldKind, string> = { text: 'string', list: 'list<string>', flag: 'bool' };

/** As CEL names it. */
export function decideType(field: string): string {
  return field === attributes ? 'map<string, string>' : types[decideKind(field)];
}

/** Throws when a value is larger than any of Entra's. */
export function presentContext(fields: readonly string[], facts: Facts): Record<string, unknown> {
  const context: Record<string, unknown> = {};
  for (const field of fields) {
    const [name = '', part] = field.split('.');
    if (part === undefined) context[name] = presentField(name, facts[name]);
    else {
      const outer = facts[name];
      const parts = outer !== null && typeof outer === 'object' && !Array.isArray(outer) ? outer : {};
      context[name] = { ...(context[name] as object), [part]: presentText(parts[part]) };
    }
  }
  return context;
}

function presentField(name: string, value: FactValue | undefined): unknown {
  switch (decideKind(name)) {
    case 'flag':
      return value === true;
    case 'list':
      return presentList(name, value);
    case 'text':
      return presentText(value);
  }
}

function presentList(name: string, value: FactValue | undefined): string[] {
  if (!Array.isArray(value)) return value ? [presentText(value)] : [];
  if (value.length > MOST_ITEMS) throw new Error(`${name} has more than ${MOST_ITEMS} values`);
  return value.map(presentText);
}

function presentText(value: FactValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(presentText).find((text) => text !== '') ?? '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (text.length > MOST_CHARACTERS) throw new Error(`a value has more than ${MOST_CHARACTERS} characters`);
  return text;
}
