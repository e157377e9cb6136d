// All that the API has of exchanges, as one resource.
import { OpenAPIHono } from '@hono/zod-openapi';
import type { PublicEnv } from '../parts.ts';
import { phoneLinkRoutes } from '../phone/link-routes.ts';
import { scimPresetRoutes } from '../scim-presets/routes.ts';
import { phoneRoutes } from './phone-routes.ts';
import { targetRoutes } from './routes.ts';
import { targetDecisionRoutes, targetUserRoutes } from './user-routes.ts';

export function exchangeRoutes() {
  return new OpenAPIHono<PublicEnv>()
    .route('/', targetRoutes())
    .route('/', targetUserRoutes())
    .route('/', targetDecisionRoutes())
    .route('/', scimPresetRoutes())
    .route('/', phoneRoutes())
    .route('/', phoneLinkRoutes());
}
