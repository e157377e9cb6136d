// The rules of dynamic groups, as much of their language as a test needs:
// clauses `user.department -eq "Sälj"` with -eq, -ne, -startsWith and -contains, joined by -and or by -or.
// Case does not matter, as in Entra. Anything else is refused when the group is made.
import { TenantError } from './directory.ts';
import { textOf, type Props } from './properties.ts';

interface Clause {
  property: string;
  operator: string;
  value: string;
}
export interface Rule {
  join: 'and' | 'or';
  clauses: Clause[];
}

const CLAUSE = /^\(?\s*user\.(\w+)\s+-(eq|ne|startsWith|contains)\s+(?:"([^"]*)"|(true|false|null))\s*\)?$/i;

export function parseRule(text: string): Rule {
  const parts = text.split(/\s+-(and|or)\s+/i);
  const joins = new Set(parts.filter((_, i) => i % 2 === 1).map((join) => join.toLowerCase()));
  if (joins.size > 1)
    throw new TenantError('invalid', 'a membership rule here is joined by -and or by -or, not both');
  const clauses = parts
    .filter((_, i) => i % 2 === 0)
    .map((part): Clause => {
      const found = CLAUSE.exec(part.trim());
      if (!found) throw new TenantError('invalid', `cannot read this part of the membership rule: ${part}`);
      const [, property = '', operator = '', quoted, bare = ''] = found;
      return { property, operator: operator.toLowerCase(), value: (quoted ?? bare).toLowerCase() };
    });
  return { join: joins.has('or') ? 'or' : 'and', clauses };
}

function matchClause({ property, operator, value }: Clause, props: Props): boolean {
  const held = props[property];
  const actual = (
    typeof held === 'boolean' ? String(held) : textOf(held) || (value === 'null' ? 'null' : '')
  ).toLowerCase();
  switch (operator) {
    case 'eq':
      return actual === value;
    case 'ne':
      return actual !== value;
    case 'startswith':
      return actual.startsWith(value);
    default:
      return actual.includes(value);
  }
}

export const matchRule = (rule: Rule, props: Props): boolean =>
  rule.join === 'and'
    ? rule.clauses.every((clause) => matchClause(clause, props))
    : rule.clauses.some((clause) => matchClause(clause, props));
