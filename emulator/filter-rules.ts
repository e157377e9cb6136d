// What a filter may ask (REFERENCE 3.2, 3.5 and 4): known and filterable properties, operators that each
// supports, what needs the advanced header with $count=true, and at most 15 alternatives without it.
import type { FilterNode } from './filter-parse.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { ADVANCED_ONLY, isDirectoryExtension, type Property } from './properties.ts';

export interface FilterContext {
  known: ReadonlyMap<string, Property>;
  typeName: 'User' | 'Group';
  isAdvanced: boolean;
}

const MOST_ALTERNATIVES = 15;

function checkProperty(path: readonly string[], operator: string, context: FilterContext): void {
  const name = path[0] ?? '';
  if (isDirectoryExtension(name)) return;
  const property = context.known.get(name);
  if (!property) {
    throw badRequest(
      `Invalid filter clause: Could not find a property named '${name}' on type 'microsoft.graph.${context.typeName.toLowerCase()}'.`,
    );
  }
  const operators = property.filter;
  // The description lists ge and le; gt and lt go with them. null is a value, not an operator.
  const listed = operator.replace(/^g[te]$/, 'ge').replace(/^l[te]$/, 'le');
  const isListed =
    operators && [...operators].some((each) => each === listed || each.startsWith(`${listed} `));
  if (!isListed) {
    throw unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${name}' of resource '${context.typeName}'.`,
    );
  }
  if (ADVANCED_ONLY.has(name) && context.typeName === 'User') requireAdvanced(context);
}

function requireAdvanced(context: FilterContext): void {
  if (!context.isAdvanced) throw unsupportedQuery();
}

function countAlternatives(node: FilterNode): number {
  if (node.do === 'or') return node.parts.reduce((sum, part) => sum + countAlternatives(part), 0);
  if (node.do === 'and') return Math.max(...node.parts.map(countAlternatives));
  if (node.do === 'not') return countAlternatives(node.part);
  return node.do === 'in' ? node.values.length : 1;
}

function checkNode(node: FilterNode, context: FilterContext): void {
  switch (node.do) {
    case 'and':
    case 'or':
      for (const part of node.parts) checkNode(part, context);
      return;
    case 'not':
      requireAdvanced(context);
      checkNode(node.part, context);
      return;
    case 'compare':
      checkProperty(node.path, node.operator, context);
      if (node.operator === 'ne') requireAdvanced(context);
      return;
    case 'in':
    case 'startswith':
    case 'endswith':
      checkProperty(node.path, node.do, context);
      if (node.do === 'endswith') requireAdvanced(context);
      return;
    case 'count':
      checkProperty(node.path, '/$count', context);
      requireAdvanced(context);
      return;
    case 'any':
      checkLambda(node, context);
  }
}

function checkLambda(node: Extract<FilterNode, { do: 'any' }>, context: FilterContext): void {
  if (!context.known.get(node.path[0] ?? '')?.isCollection) {
    throw badRequest(`Invalid filter clause: any() needs a collection, '${node.path.join('/')}' is none.`);
  }
  const inner = node.part;
  if (!inner) return requireAdvanced(context);
  if (!('path' in inner) || inner.do === 'any' || inner.do === 'count') throw unsupportedQuery();
  if (inner.path[0] !== node.variable) {
    throw badRequest(
      `Invalid filter clause: '${inner.path.join('/')}' does not begin with '${node.variable}'.`,
    );
  }
  const operator = inner.do === 'compare' ? inner.operator : inner.do;
  checkProperty(node.path, operator, context);
  if (operator === 'ne' || operator === 'endswith') requireAdvanced(context);
}

export function checkFilter(tree: FilterNode, context: FilterContext): void {
  const alternatives = countAlternatives(tree);
  if (alternatives > MOST_ALTERNATIVES && !context.isAdvanced) {
    throw unsupportedQuery(
      `Too many child clauses specified in search filter expression containing 'OR' operators: ${alternatives}. Max allowed: ${MOST_ALTERNATIVES}.`,
    );
  }
  checkNode(tree, context);
}
