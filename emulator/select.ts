// Which properties a request may have: the selected ones, checked name by name, or the default set.
// 400 for unknown names, 501 for what a collection cannot give, 403 for what needs a permission of its own.
import { badRequest, denied, GraphError } from './graph-error.ts';
import { EXTRA_PERMISSION, isDirectoryExtension, UNLISTABLE, type Property } from './properties.ts';

export interface SelectContext {
  known: ReadonlyMap<string, Property>;
  typeName: 'User' | 'Group' | 'DirectoryObject';
  isCollection: boolean;
  roles: ReadonlySet<string>;
  /** Navigation properties that may be named too (manager, members in delta). */
  navigation?: readonly string[];
}

function checkName(name: string, context: SelectContext): void {
  if (context.navigation?.includes(name)) return;
  if (isDirectoryExtension(name)) return;
  if (!context.known.has(name)) {
    throw badRequest(
      `Could not find a property named '${name}' on type 'Microsoft.DirectoryServices.${context.typeName}'.`,
    );
  }
  if (context.isCollection && context.typeName === 'User' && UNLISTABLE.has(name)) {
    throw new GraphError(501, 'NotImplemented', `The property '${name}' cannot be read in a collection.`);
  }
  const permission = EXTRA_PERMISSION.get(name);
  if (permission !== undefined && context.typeName === 'User' && !context.roles.has(permission))
    throw denied();
}

export function decideProperties(
  select: readonly string[] | null,
  defaults: readonly string[],
  context: SelectContext,
): readonly string[] {
  if (select === null) return defaults;
  if (select.includes('*')) {
    return [...context.known.keys()].filter((name) => !UNLISTABLE.has(name) && !EXTRA_PERMISSION.has(name));
  }
  for (const name of select) checkName(name, context);
  return select;
}
