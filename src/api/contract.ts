// What the portal's typed client is made of: `hc<Api>(origin)` from hono/client. Types only.
import type { createApi } from './app.ts';

export type Api = ReturnType<typeof createApi>;
