// Which methods an address knows, so that a wrong method is told from a wrong address. Refuses to start with a route that
// does not name its right.
import type { OpenAPIHono } from '@hono/zod-openapi';
import { rights } from '../access/rights.ts';

export interface KnownRoutes {
  /** Upper case; empty for an address that nothing is at. */
  methodsOf(path: string): string[];
}

export function openKnownRoutes(
  registry: OpenAPIHono['openAPIRegistry'],
  pages: readonly string[],
): KnownRoutes {
  const routes = registry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { path, method } = definition.route;
    const right = 'x-right' in definition.route ? String(definition.route['x-right']) : '';
    if (!Object.hasOwn(rights, right)) throw new Error(`${method} ${path} does not say which right it needs`);
    const pattern = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return [{ pattern: new RegExp(`^${pattern}$`), method: method.toUpperCase() }];
  });
  for (const page of pages) routes.push({ pattern: new RegExp(`^${page}$`), method: 'GET' });
  return {
    methodsOf(path) {
      const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
      if (methods.length === 0) return [];
      return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
    },
  };
}
