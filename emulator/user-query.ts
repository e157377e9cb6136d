// Which users a list query means and in which order: filter, search and orderby with the advanced-query rules.
// Answers with matchers and orders; paging is done where the list is answered.
import { createMatcher } from './filter-match.ts';
import { parseFilter } from './filter-parse.ts';
import { checkFilter } from './filter-rules.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { textOf, type Props, type Property } from './properties.ts';

interface Queryable {
  id: string;
  props: Props;
}

interface Query {
  filter: string | null;
  orderby: string | null;
  search: string | null;
  isAdvanced: boolean;
}

const SEARCHABLE = [
  'displayName',
  'mail',
  'userPrincipalName',
  'givenName',
  'surname',
  'mailNickname',
  'description',
];
const ORDERABLE = ['displayName', 'userPrincipalName'];

export function createQueryMatcher(
  query: Query,
  known: ReadonlyMap<string, Property>,
  typeName: 'User' | 'Group',
): (object: Queryable) => boolean {
  const tests: ((object: Queryable) => boolean)[] = [];
  if (query.filter !== null) {
    const tree = parseFilter(query.filter);
    checkFilter(tree, { known, typeName, isAdvanced: query.isAdvanced });
    tests.push(createMatcher(tree));
  }
  if (query.search !== null) tests.push(createSearchMatcher(query.search, query.isAdvanced));
  const [only] = tests;
  if (!only) return () => true;
  return tests.length === 1 ? only : (object) => tests.every((test) => test(object));
}

/** `"displayName:wa" AND "mail:wa"`; a name matches at the start of any of its words. */
function createSearchMatcher(search: string, isAdvanced: boolean): (object: Queryable) => boolean {
  if (!isAdvanced) {
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  }
  const parts = search.split(/\s+(AND|OR)\s+/);
  const clauses = parts
    .filter((_, i) => i % 2 === 0)
    .map((part) => {
      const [, property = '', value = ''] = /^"(\w+):([^"]+)"$/.exec(part.trim()) ?? [];
      if (!SEARCHABLE.includes(property))
        throw badRequest(`Syntax error: character ':' is not valid at position 0 in '${search}'.`);
      const wanted = value.toLowerCase();
      return ({ props }: Queryable): boolean => {
        const held = textOf(props[property]).toLowerCase();
        return held.startsWith(wanted) || held.split(/[\s-]+/).some((word) => word.startsWith(wanted));
      };
    });
  return parts.includes('OR')
    ? (object) => clauses.some((clause) => clause(object))
    : (object) => clauses.every((clause) => clause(object));
}

export function decideOrder(query: Query): ((a: Queryable, b: Queryable) => number) | null {
  if (query.orderby === null) return null;
  const [, property = '', direction = 'asc'] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(query.orderby.trim()) ?? [];
  if (!ORDERABLE.includes(property)) {
    throw unsupportedQuery('Sorting not supported for current query.');
  }
  if (query.filter !== null && !query.isAdvanced) throw unsupportedQuery();
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const keyOf = ({ props }: Queryable): string => textOf(props[property]).toLowerCase();
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return left < right ? -sign : left > right ? sign : 0;
  };
}
