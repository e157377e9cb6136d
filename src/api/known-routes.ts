// Which methods an address knows, so that a wrong method is told from a wrong address.
import type { OpenAPIHono } from '@hono/zod-openapi';

export interface KnownRoutes {
  /** Upper case; empty for an address that nothing is at. */
  methodsOf(path: string): string[];
}

export function openKnownRoutes(registry: OpenAPIHono['openAPIRegistry']): KnownRoutes {
  const routes = registry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { path, method } = definition.route;
    const pattern = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]+\}/g, '[^/]+');
    return [{ pattern: new RegExp(`^${pattern}$`), method: method.toUpperCase() }];
  });
  return {
    methodsOf(path) {
      const methods = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
      if (methods.length === 0) return [];
      return [...new Set([...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].toSorted();
    },
  };
}
