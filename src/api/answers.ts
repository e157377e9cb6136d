// Words that every route's description is made of: what it answers with, what it takes.
import { z } from '@hono/zod-openapi';

/** An answer or a body in JSON, for `responses`. */
export function answers<T extends z.ZodType>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } };
}

/** A body in JSON that has to be there, for `request`. */
export function takes<T extends z.ZodType>(schema: T) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

/** Of a schema with a name of its own, which `nullable()` would leave bound to be what it is. */
export function orNull<T extends z.ZodType>(schema: T) {
  return z.union([schema, z.null()]);
}
