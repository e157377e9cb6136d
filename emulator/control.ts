// The control API: the tenant's operations over HTTP and JSON, for tests in another process. Bad input is 400 (or
// 404 for what does not exist) with a sentence; nothing is changed then. The routes are listed in README.md.
import { z } from 'zod';
import { TenantError } from './directory.ts';
import type { FaultRule } from './faults.ts';
import type { GraphService } from './graph.ts';
import type { Props } from './properties.ts';
import type { RequestLog } from './request-log.ts';
import { faultRule, settingsPatch } from './control-schema.ts';

export interface ControlScope {
  service: GraphService;
  requests: RequestLog;
}

export interface ControlAnswer {
  status: number;
  value: unknown;
}

type Handler = (scope: ControlScope, params: string[], body: unknown) => unknown;

const props = z.record(z.string(), z.json());
const groupProps = props.and(
  z.object({ displayName: z.string().min(1), members: z.array(z.string()).optional() }),
);
const member = z.strictObject({ member: z.string() });
const move = z.strictObject({ from: z.string(), to: z.string(), member: z.string() });
const newApp = z.strictObject({
  clientId: z.guid().optional(),
  displayName: z.string().optional(),
  secret: z.string().min(1).optional(),
  roles: z.array(z.string()).optional(),
});
const appPatch = z.strictObject({
  isEnabled: z.boolean().optional(),
  roles: z.array(z.string()).optional(),
  expireSecrets: z.literal(true).optional(),
  addSecret: z.string().min(1).optional(),
  /** When the added secret ends; without it in two years. */
  secretExpiresAt: z.iso.datetime().optional(),
  addCertificate: z.string().min(1).optional(),
});

function presentState({ service, requests }: ControlScope): unknown {
  const { tenant, faults } = service;
  const { people, groups } = tenant.directory;
  return {
    tenantId: tenant.directory.id,
    domain: tenant.directory.domain,
    now: new Date(tenant.clock.now()).toISOString(),
    people: people.count(),
    deletedPeople: people.bin.size,
    groups: [...groups.all.values()]
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ id, props: { displayName }, members }) => ({ id, displayName, members: members.size })),
    settings: tenant.settings,
    faults: faults.list(),
    requests: requests.counts(),
  };
}

function changeApp(scope: ControlScope, clientId: string, patch: z.infer<typeof appPatch>): unknown {
  const { apps } = scope.service.tenant;
  if (!apps.get(clientId)) throw new TenantError('notFound', `no application ${clientId}`);
  if (patch.isEnabled !== undefined) apps.setEnabled(clientId, patch.isEnabled);
  if (patch.roles) apps.setRoles(clientId, patch.roles);
  if (patch.expireSecrets) apps.expireSecrets(clientId);
  if (patch.addSecret !== undefined) {
    const { secretExpiresAt: ends } = patch;
    apps.addSecret(clientId, patch.addSecret, ends === undefined ? undefined : Date.parse(ends));
  }
  if (patch.addCertificate !== undefined) apps.addCertificate(clientId, patch.addCertificate);
  return {};
}

const PERSON_ACTIONS = ['disable', 'enable', 'purge', 'restore'] as const;
const personRoutes: Record<string, Handler> = Object.fromEntries(
  PERSON_ACTIONS.map((action) => [
    `POST /users/:/${action}`,
    ({ service }: ControlScope, [id = '']: string[]) => service.tenant[action](id),
  ]),
);

const ROUTES: Record<string, Handler> = {
  'GET /state': presentState,
  'GET /requests': ({ requests }) => ({
    counts: requests.counts(),
    graph: requests.graph(),
    token: requests.token(),
  }),
  'DELETE /requests': ({ requests }) => requests.reset(),
  'PATCH /settings': ({ service }, _, body) =>
    Object.assign(service.tenant.settings, settingsPatch.parse(body)),
  'POST /clock': ({ service }, _, body) => {
    service.tenant.clock.advance(z.strictObject({ advanceMs: z.number().min(0) }).parse(body).advanceMs);
    return { now: new Date(service.tenant.clock.now()).toISOString() };
  },
  'POST /faults': ({ service }, _, body) => ({ id: service.faults.add(faultRule.parse(body) as FaultRule) }),
  'DELETE /faults': ({ service }) => service.faults.clear(),
  'POST /users': ({ service }, _, body) => ({
    id: service.tenant.hire(props.parse(body) as Props & { id?: string }),
  }),
  'PATCH /users/:': ({ service }, [id = ''], body) => service.tenant.update(id, props.parse(body)),
  'DELETE /users/:': ({ service }, [id = '']) => service.tenant.remove(id),
  ...personRoutes,
  'POST /groups': ({ service }, _, body) => ({
    id: service.tenant.createGroup(groupProps.parse(body) as Props & { displayName: string }),
  }),
  'PATCH /groups/:': ({ service }, [id = ''], body) => service.tenant.updateGroup(id, props.parse(body)),
  'DELETE /groups/:': ({ service }, [id = '']) => service.tenant.deleteGroup(id),
  'POST /groups/:/members': ({ service }, [id = ''], body) =>
    service.tenant.addMember(id, member.parse(body).member),
  'DELETE /groups/:/members/:': ({ service }, [id = '', who = '']) => service.tenant.removeMember(id, who),
  'POST /move': ({ service }, _, body) => {
    const { from, to, member: who } = move.parse(body);
    return service.tenant.moveMember(from, to, who);
  },
  'POST /apps': ({ service }, _, body) => {
    const { clientId, displayName, secret, roles } = newApp.parse(body);
    const app = service.tenant.apps.add({
      ...(clientId !== undefined && { clientId }),
      ...(displayName !== undefined && { displayName }),
      ...(secret !== undefined && { secret }),
      ...(roles !== undefined && { roles }),
    });
    return { clientId: app.clientId, clientSecret: app.secrets[0]?.value };
  },
  'PATCH /apps/:': (scope, [id = ''], body) => changeApp(scope, id, appPatch.parse(body)),
  'POST /index/hold': ({ service }) => service.tenant.holdIndex(),
  'POST /index/catchUp': ({ service }) => service.tenant.catchUpIndex(),
  'POST /delta/reset': ({ service }) => service.tenant.resetDelta(),
};

function findRoute(method: string, path: string): { handler: Handler; params: string[] } | 'method' | null {
  const wanted = path.replace(/^\/control/, '').split('/');
  let isPathKnown = false;
  for (const [route, handler] of Object.entries(ROUTES)) {
    const [routeMethod, routePath = ''] = route.split(' ');
    const parts = routePath.split('/');
    if (parts.length !== wanted.length || !parts.every((part, i) => part === ':' || part === wanted[i]))
      continue;
    isPathKnown = true;
    if (routeMethod !== method) continue;
    return { handler, params: wanted.filter((_, i) => parts[i] === ':').map(decodeURIComponent) };
  }
  return isPathKnown ? 'method' : null;
}

const fail = (status: number, error: string): ControlAnswer => ({ status, value: { error } });

function presentFailure(error: unknown): ControlAnswer {
  if (error instanceof TenantError) return fail(error.code === 'notFound' ? 404 : 400, error.message);
  if (error instanceof z.ZodError) return fail(400, z.prettifyError(error));
  if (error instanceof SyntaxError) return fail(400, `the body is not JSON: ${error.message}`);
  if (error instanceof RangeError) return fail(400, error.message);
  throw error;
}

export function answerControl(
  scope: ControlScope,
  method: string,
  path: string,
  body: string,
): ControlAnswer {
  const found = findRoute(method, path);
  if (found === null) return fail(404, `nothing at ${path}; the routes are in emulator/README.md`);
  if (found === 'method') return fail(405, `${method} does not go with ${path}`);
  try {
    return {
      status: 200,
      value: found.handler(scope, found.params, body === '' ? {} : JSON.parse(body)) ?? {},
    };
  } catch (error) {
    return presentFailure(error);
  }
}
