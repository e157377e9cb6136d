// Every page by its address (the map of the portal), loaded when it is wanted. What the address may say is checked by each page's own
// search.ts: the address is the state. Made by a function, one for each page load.
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
  stripSearchParams,
} from '@tanstack/react-router';
import type { QueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { Api } from './api/api.ts';
import { parseAddress, presentAddress, text } from './address.ts';
import { Broken, BrokenPage } from './frame/broken.tsx';
import { Frame } from './frame/frame.tsx';
import { NotFound, NotFoundAlone } from './frame/not-found.tsx';
import { loadAllWords } from './words/words.tsx';
import { search as signInSearch } from './pages/sign-in/search.ts';
import { search as overviewSearch } from './pages/overview/search.ts';
import { search as usersSearch } from './pages/users/search.ts';
import { search as userSearch } from './pages/user/search.ts';
import { search as numbersSearch } from './pages/numbers/search.ts';
import { search as settingsTemplatesSearch } from './pages/settings-templates/search.ts';
import { search as settingsTemplateSearch } from './pages/settings-template/search.ts';
import { search as companySearch } from './pages/company/search.ts';
import { search as integrationsSearch } from './pages/integrations/search.ts';
import { search as webhooksSearch } from './pages/webhooks/search.ts';
import { search as exchangesSearch } from './pages/exchanges/search.ts';
import { search as exchangeSearch } from './pages/exchange/search.ts';
import { search as syncTemplatesSearch } from './pages/sync-templates/search.ts';
import { search as syncTemplateSearch } from './pages/sync-template/search.ts';
import { search as guideSearch } from './pages/guide/search.ts';
import { search as runsSearch } from './pages/runs/search.ts';
import { search as runSearch } from './pages/run/search.ts';
import { search as peopleSearch } from './pages/people/search.ts';
import { search as personSearch } from './pages/person/search.ts';
import { search as outboxSearch } from './pages/outbox/search.ts';
import { search as auditSearch } from './pages/audit/search.ts';
import { search as administratorsSearch } from './pages/administrators/search.ts';
import { search as profileSearch } from './pages/profile/search.ts';
import { ensureSignedIn } from './session/ensure-signed-in.ts';

export interface RouterParts {
  api: Api;
  queries: QueryClient;
}

/** The chosen company (operators) stays in the address from page to page. */
const rootSearch = z.object({ company: text });

const root = createRootRouteWithContext<RouterParts>()({
  validateSearch: rootSearch,
  search: { middlewares: [retainSearchParams(['company']), stripSearchParams({ company: '' })] },
  notFoundComponent: NotFoundAlone,
  errorComponent: Broken,
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in/page.tsx'), 'SignInPage'),
});
/** Whoever is not signed in is sent to sign in, and from there back. */
/** Pages whose words are not in the first view (words/sv.ts); they come with the page. */
const saysMore = /^\/(company|integrations|numbers|outbox|audit|runs|users|people|settings-templates)\b/u;
const inside = createRoute({
  getParentRoute: () => root,
  id: 'in',
  async beforeLoad({ context, location }) {
    const [signedIn] = await Promise.all([
      ensureSignedIn(context, location.href),
      saysMore.test(location.pathname) && loadAllWords(document.documentElement.lang === 'en' ? 'en' : 'sv'),
    ]);
    return signedIn;
  },
  component: Frame,
  errorComponent: Broken,
  notFoundComponent: NotFound,
});
const under = <const P extends string>(path: P) => ({ getParentRoute: () => inside, path }) as const;

const pages = [
  createRoute({
    ...under('/'),
    validateSearch: overviewSearch,
    component: lazyRouteComponent(() => import('./pages/overview/page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    ...under('/users'),
    validateSearch: usersSearch,
    component: lazyRouteComponent(() => import('./pages/users/page.tsx'), 'UsersPage'),
  }),
  createRoute({
    ...under('/users/$user'),
    validateSearch: userSearch,
    component: lazyRouteComponent(() => import('./pages/user/page.tsx'), 'UserPage'),
  }),
  createRoute({
    ...under('/numbers'),
    validateSearch: numbersSearch,
    component: lazyRouteComponent(() => import('./pages/numbers/page.tsx'), 'NumbersPage'),
  }),
  createRoute({
    ...under('/settings-templates'),
    validateSearch: settingsTemplatesSearch,
    component: lazyRouteComponent(
      () => import('./pages/settings-templates/page.tsx'),
      'SettingsTemplatesPage',
    ),
  }),
  createRoute({
    ...under('/settings-templates/$settingsTemplate'),
    validateSearch: settingsTemplateSearch,
    component: lazyRouteComponent(() => import('./pages/settings-template/page.tsx'), 'SettingsTemplatePage'),
  }),
  createRoute({
    ...under('/company'),
    validateSearch: companySearch,
    component: lazyRouteComponent(() => import('./pages/company/page.tsx'), 'CompanyPage'),
  }),
  createRoute({
    ...under('/integrations'),
    validateSearch: integrationsSearch,
    component: lazyRouteComponent(() => import('./pages/integrations/page.tsx'), 'IntegrationsPage'),
  }),
  createRoute({
    ...under('/integrations/webhooks'),
    validateSearch: webhooksSearch,
    component: lazyRouteComponent(() => import('./pages/webhooks/page.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    ...under('/integrations/exchanges'),
    validateSearch: exchangesSearch,
    component: lazyRouteComponent(() => import('./pages/exchanges/page.tsx'), 'ExchangesPage'),
  }),
  createRoute({
    ...under('/integrations/exchanges/$exchange'),
    validateSearch: exchangeSearch,
    component: lazyRouteComponent(() => import('./pages/exchange/page.tsx'), 'ExchangePage'),
  }),
  createRoute({
    ...under('/integrations/ad-sync'),
    validateSearch: syncTemplatesSearch,
    component: lazyRouteComponent(() => import('./pages/sync-templates/page.tsx'), 'SyncTemplatesPage'),
  }),
  createRoute({
    ...under('/integrations/ad-sync/$template'),
    validateSearch: syncTemplateSearch,
    component: lazyRouteComponent(() => import('./pages/sync-template/page.tsx'), 'SyncTemplatePage'),
  }),
  createRoute({
    ...under('/integrations/ad-sync/$template/guide'),
    validateSearch: guideSearch,
    component: lazyRouteComponent(() => import('./pages/guide/page.tsx'), 'GuidePage'),
  }),
  createRoute({
    ...under('/runs'),
    validateSearch: runsSearch,
    component: lazyRouteComponent(() => import('./pages/runs/page.tsx'), 'RunsPage'),
  }),
  createRoute({
    ...under('/runs/$run'),
    validateSearch: runSearch,
    component: lazyRouteComponent(() => import('./pages/run/page.tsx'), 'RunPage'),
  }),
  createRoute({
    ...under('/people'),
    validateSearch: peopleSearch,
    component: lazyRouteComponent(() => import('./pages/people/page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...under('/people/$person'),
    validateSearch: personSearch,
    component: lazyRouteComponent(() => import('./pages/person/page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...under('/outbox'),
    validateSearch: outboxSearch,
    component: lazyRouteComponent(() => import('./pages/outbox/page.tsx'), 'OutboxPage'),
  }),
  createRoute({
    ...under('/audit'),
    validateSearch: auditSearch,
    component: lazyRouteComponent(() => import('./pages/audit/page.tsx'), 'AuditPage'),
  }),
  createRoute({
    ...under('/admins'),
    validateSearch: administratorsSearch,
    component: lazyRouteComponent(() => import('./pages/administrators/page.tsx'), 'AdministratorsPage'),
  }),
  createRoute({
    ...under('/profile'),
    validateSearch: profileSearch,
    component: lazyRouteComponent(() => import('./pages/profile/page.tsx'), 'ProfilePage'),
  }),
] as const;

const tree = root.addChildren([signIn, inside.addChildren(pages)]);

export function createPortalRouter(context: RouterParts) {
  return createRouter({
    routeTree: tree,
    context,
    parseSearch: parseAddress,
    stringifySearch: presentAddress,
    defaultPreload: 'intent',
    scrollRestoration: true,
    // A page that breaks breaks alone: what stands around it stays.
    defaultErrorComponent: BrokenPage,
  });
}

export type PortalRouter = ReturnType<typeof createPortalRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: PortalRouter;
  }
}
