// The contract as others read it: the OpenAPI 3.1 document for programs, made into a page for people; and the page behind
// one-time links. All made once at start.
import { readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { pageHeaders } from './pages/page.ts';
import { presentReference } from './pages/reference-page.ts';
import { presentWelcome } from './pages/welcome-page.ts';
import type { ApiDocument } from './pages/document.ts';
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
  const json = { 'Content-Type': 'application/json' };
  const script = readFileSync(new URL('pages/welcome.js', import.meta.url), 'utf8');
  const page = presentReference(JSON.parse(text) as ApiDocument);
  const welcome = presentWelcome();
  app.get('/api/openapi.json', (c) => c.body(text, 200, json));
  app.get('/api', (c) => c.body(page, 200, pageHeaders));
  app.get('/welcome', (c) => c.body(welcome, 200, pageHeaders));
  app.get('/welcome.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
}

/** Addresses of what is added here. */
export const ownPages = ['/api', '/api/openapi.json', '/welcome', '/welcome.js'];
