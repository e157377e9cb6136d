// A SCIM 2.0 service that nobody here wrote, as tests need it: scimmy with its routers behind a real HTTP server on this machine. Its
// storage is a map; before each request a test may answer something else, and every request is remembered.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

export const TOKEN = 'a-token-of-the-service';
export const PHONE = 'urn:ietf:params:scim:schemas:extension:phone:2.0:User';

type Stored = Record<string, unknown> & { id: string; userName: string };

export interface ScimService {
  url: string;
  users: Map<string, Stored>;
  /** METHOD path and query, with the body. */
  asked: { what: string; body: unknown }[];
  /** Answers instead of the service, while it is set. drop: the line breaks; lose: it breaks after the service has done what it was asked. */
  instead:
    | ((
        what: string,
      ) => { status: number; headers?: Record<string, string>; body?: unknown } | 'drop' | 'lose' | null)
    | null;
  /** Puts somebody there whom nobody of ours made. */
  plant(user: { userName: string } & Record<string, unknown>): string;
  close(): Promise<void>;
}

/** Scimmy keeps what it is told for the whole process: one service at a time, and one a test file. */
const users = new Map<string, Stored>();
let made = 0;

const keep = (user: { userName: string } & Record<string, unknown>, id = `user-${(made += 1)}`): Stored => {
  const twin = [...users.values()].find(
    (other) => other.id !== id && other.userName.toLowerCase() === user.userName.toLowerCase(),
  );
  if (twin) throw new SCIMMY.Types.Error(409, 'uniqueness', `userName ${user.userName} is taken`);
  const stored = { ...structuredClone(user), id };
  users.set(id, stored);
  return stored;
};

const held = (id: string): Stored => {
  const user = users.get(id);
  if (!user) throw new SCIMMY.Types.Error(404, '', `There is no user ${id}`);
  return user;
};

function declare(): void {
  const { Attribute, SchemaDefinition } = SCIMMY.Types;
  const phone = new SchemaDefinition('Phone', PHONE, 'What a telephone service keeps of a user', [
    new Attribute('string', 'callingPlan'),
    new Attribute('string', 'extension'),
    new Attribute('boolean', 'hidden'),
  ]);
  class PhoneUser extends SCIMMY.Schemas.User {}
  PhoneUser.definition.extend(SCIMMY.Schemas.EnterpriseUser.definition, false).extend(phone, false);
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress((resource, instance) => {
      const plain = JSON.parse(JSON.stringify(instance)) as Stored;
      if (resource.id !== undefined) held(resource.id);
      return keep(plain, resource.id);
    })
    .egress((resource) => {
      if (resource.id !== undefined) return held(resource.id);
      const all = [...users.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => {
      held(resource.id ?? '');
      users.delete(resource.id ?? '');
    });
}

declare();

export async function openScimmy(options: { patch?: boolean } = {}): Promise<ScimService> {
  users.clear();
  const asked: ScimService['asked'] = [];
  const app = express();
  const service: ScimService = {
    url: '',
    users,
    asked,
    instead: null,
    plant: (user) => keep(user).id,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  // Its routers hand on what the query parser gives, and it pages by numbers only.
  app.set('query parser', (text: string) =>
    Object.fromEntries(
      [...new URLSearchParams(text)].map(([key, value]) => [
        key,
        /^\d+$/u.test(value) ? Number(value) : value,
      ]),
    ),
  );
  app.use(express.json({ type: ['application/json', 'application/scim+json'] }));
  app.use((request, response, next) => {
    const what = `${request.method} ${decodeURIComponent(request.originalUrl.replace('/scim/v2', ''))}`;
    asked.push({ what, body: request.body });
    const answer = service.instead?.(what) ?? null;
    if (answer === 'lose') response.end = () => response.destroy();
    if (answer === null || answer === 'lose') next();
    else if (answer === 'drop') request.socket.destroy();
    else
      response
        .status(answer.status)
        .set(answer.headers ?? {})
        .json(answer.body ?? {});
  });
  const handler = (request: express.Request): string => {
    if (request.header('authorization') !== `Bearer ${TOKEN}`) throw new Error('The token is wrong');
    return 'rollcall';
  };
  app.use('/scim/v2', new SCIMMYRouters({ type: 'bearer', handler }));
  SCIMMY.Config.set({ patch: options.patch ?? true });
  const server = await new Promise<Server>((done) => {
    const listening = app.listen(0, '127.0.0.1', () => done(listening));
  });
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
  return service;
}
