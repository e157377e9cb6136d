// The contract as others read it: the OpenAPI 3.1 document for programs at /api/openapi.json.
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiParts, PublicEnv } from './parts.ts';

/** Open to all: it says what can be asked, nothing of what would be answered. */
export function addReference(app: OpenAPIHono<PublicEnv>, { version }: ApiParts): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-rollcall-session',
    description:
      'Set by signing in (rollcall-session without https). Unsafe methods need the header X-CSRF-Token beside it.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'rc_…',
    description: 'An API token of one company.',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Rollcall',
      version,
      description: 'Keeps the users of a telephone exchange in step with Microsoft Entra ID.',
    },
    servers: [{ url: '/' }],
  });
  const text = JSON.stringify(document, null, 2);
  app.get('/api/openapi.json', (c) => c.body(text, 200, { 'Content-Type': 'application/json' }));
}
