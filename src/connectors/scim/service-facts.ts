// What a SCIM service says of itself: ServiceProviderConfig and Schemas (RFC 7644, 4). Many leave these out, which is no fault.
import type { Client } from './client.ts';
import { isObject, valueOf } from './resource.ts';

export interface ServiceFacts {
  /** null: it does not say. */
  patch: boolean | null;
  filter: boolean | null;
}

export async function readServiceFacts(client: Client): Promise<ServiceFacts> {
  const { status, body } = await client.send('GET', '/ServiceProviderConfig');
  const isSupported = (name: string): boolean | null => {
    const part = status === 200 && isObject(body) ? valueOf(body, name) : undefined;
    const supported = isObject(part) ? valueOf(part, 'supported') : undefined;
    return typeof supported === 'boolean' ? supported : null;
  };
  return { patch: isSupported('patch'), filter: isSupported('filter') };
}

/** URNs in small letters; null: it does not say. */
export async function readSchemas(client: Client): Promise<Set<string> | null> {
  const { status, body } = await client.send('GET', '/Schemas');
  const list: unknown = isObject(body) ? valueOf(body, 'Resources') : body;
  if (status !== 200 || !Array.isArray(list)) return null;
  const ids = list.flatMap((one: unknown) => {
    const id = isObject(one) ? valueOf(one, 'id') : undefined;
    return typeof id === 'string' ? [id.toLowerCase()] : [];
  });
  return ids.length === 0 ? null : new Set(ids);
}
