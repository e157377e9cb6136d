// An exchange that nobody sells, over real HTTP: it keeps entries, refuses, is away or slow on demand, and has a connector of its own
// kind, so that what feeds targets is tried without any vendor's exchange.
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TargetError } from '../src/connectors/target.ts';
import type {
  Applied,
  Found,
  Outcome,
  Target,
  TargetEntry,
  Tried,
  Upsert,
} from '../src/connectors/target.ts';
import { defineTargetKind } from '../src/connectors/targets.ts';
import type { TargetKinds, TargetSettings } from '../src/connectors/targets.ts';
import type { TargetUser } from '../src/plan/target-user.ts';

interface LookAlikeSettings extends TargetSettings {
  url: string;
  realm: string;
  batch: number;
}

interface LookAlikeEntry {
  externalId: string;
  account: string;
  entry: TargetEntry;
  /** Rollcall's mark: whose it is. */
  user?: string;
}

export interface LookAlike {
  url: string;
  entries: Map<string, LookAlikeEntry>;
  /** Operations on users in the order in which they came, such as `upsert asa.lind`. */
  asked: string[];
  /** How it answers from now on; nothing: as it should. silent: it does what it is asked, and does not say so. */
  behave(how?: 'refuses' | 'away' | 'hangs' | 'silent'): void;
  /** By account. */
  numbers(): Record<string, string | null>;
  /** Requests that hang. */
  waiting(): number;
  close(): Promise<void>;
}

export async function openLookAlike(): Promise<LookAlike> {
  let how: 'well' | 'refuses' | 'away' | 'hangs' | 'silent' = 'well';
  const hanging = new Set<() => void>();
  const entries = new Map<string, LookAlikeEntry>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const hang = () => new Promise<void>((resolve) => hanging.add(resolve));
    const goOn = how === 'hangs' ? hang() : null;
    const speakAgain = async () => (how === 'silent' ? hang() : undefined);
    void answer(request, response, { entries, asked, goOn, speakAgain, how: () => how }).catch(() =>
      response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries,
    asked,
    behave(next) {
      how = next ?? 'well';
      for (const resolve of hanging) resolve();
      hanging.clear();
    },
    waiting: () => hanging.size,
    numbers: () =>
      Object.fromEntries(
        [...entries.values()].map(({ account, entry }) => [account, entry['number'] ?? null]),
      ),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

interface Around {
  entries: Map<string, LookAlikeEntry>;
  asked: string[];
  how: () => string;
  /** While it hangs. */
  goOn: Promise<void> | null;
  /** When it has done what it was asked. */
  speakAgain: () => Promise<void>;
}

async function answer(request: IncomingMessage, response: ServerResponse, around: Around): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const say = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
  await around.goOn;
  if (around.how() === 'away') return void say(503, {});
  if (around.how() === 'refuses' || request.headers.authorization !== 'Bearer hemligt')
    return void say(401, {});
  const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as never;
  const { entries, asked } = around;
  if (request.url === '/upsert') {
    const answered = upsertAll(entries, asked, body);
    await around.speakAgain();
    say(200, answered);
  } else if (request.url === '/remove') {
    for (const id of body as string[]) {
      asked.push(`remove ${entries.get(id)?.account ?? id}`);
      entries.delete(id);
    }
    say(200, {});
  } else say(200, [...entries.values()]);
}

interface Item {
  user: string;
  before: string | null;
  account: string;
  entry: TargetEntry;
}

function upsertAll(entries: Around['entries'], asked: string[], items: Item[]) {
  for (const { before } of items) {
    const there = before === null ? undefined : entries.get(before);
    // Numbers of one call may be swapped.
    if (there) entries.set(there.externalId, { ...there, entry: { ...there.entry, number: null } });
  }
  return items.map(({ user, before, account, entry }) => {
    asked.push(`upsert ${account}`);
    const others = [...entries.values()].filter(({ externalId }) => externalId !== before);
    const same = others.find((one) => one.account === account);
    const isOurs = same !== undefined && same.entry['secret'] === entry['secret'];
    if (same && !isOurs) return { user, code: 'target.accountTaken' };
    const number = entry['number'] ?? null;
    const holder = others.find((one) => number !== null && one.entry['number'] === number && one !== same);
    if (holder) return { user, code: 'target.numberTaken' };
    const externalId = same?.externalId ?? (before !== null && entries.has(before) ? before : randomUUID());
    entries.set(externalId, { externalId, account, entry, user });
    return { user, externalId };
  });
}

const settingsOf = (value: unknown): LookAlikeSettings => ({
  realm: 'vaxel.test',
  batch: 10,
  suspendLeaving: false,
  byDefault: 'office',
  byTemplate: {},
  ...(value as { url: string }),
});

export const lookAlikeKinds: TargetKinds = {
  lookAlike: defineTargetKind<LookAlikeSettings, { token: string }>({
    checkSettings(value) {
      if (typeof (value as { url?: unknown } | null)?.url === 'string')
        return { settings: settingsOf(value) };
      return { faults: [{ path: 'url', message: 'There is no url.', cure: 'Give its address.' }] };
    },
    checkSecrets(value) {
      const { token } = (value ?? {}) as { token?: unknown };
      if (typeof token === 'string') return { secrets: { token } };
      return { faults: [{ path: 'token', message: 'There is no token.', cure: 'Give its token.' }] };
    },
    realmOf: ({ realm }) => realm,
    addressOf: ({ url }) => url,
    open: ({ settings, secrets }) => openLookAlikeTarget(settings, secrets.token),
  }),
};

function openLookAlikeTarget(settings: LookAlikeSettings, token: string): Target {
  const ask = (path: string, body?: unknown) => post(`${settings.url}${path}`, token, body);
  const present = (view: TargetUser) => presentEntry(settings, view);
  const readAll = async (): Promise<Found[]> => ((await ask('/list')) as LookAlikeEntry[]).map(presentFound);
  return {
    abilities: {
      secret: 'digest',
      numbers: 'direct',
      canSuspend: true,
      canTellRegistrations: true,
      batch: settings.batch,
    },
    async probe() {
      await readAll();
      return [{ code: 'connected', is: 'right', message: 'It answers.', cure: null }];
    },
    present,
    validate: ({ name }) =>
      name === 'Ogiltig'
        ? [{ code: 'target.nameRejected', message: 'The name can not be used.', cure: 'Change the name.' }]
        : [],
    upsert: (items) => upsert(items, present, ask),
    readTried: async (items) => findTried(items, (await ask('/list')) as LookAlikeEntry[]),
    async remove(items) {
      await ask(
        '/remove',
        items.map(({ externalId }) => externalId),
      );
      return items.map(({ user, externalId, entry }) => ({ user, is: 'done', externalId, entry }));
    },
    finish: async () => undefined,
    async *list() {
      yield await readAll();
    },
    async read(ids) {
      const all = await readAll();
      return new Map(all.flatMap((one) => (ids.includes(one.externalId) ? [[one.externalId, one]] : [])));
    },
    async status(ids) {
      const phone = { contact: 'sip:asa@192.0.2.7', userAgent: 'Telefon 1.0', expiresAt: null };
      await ask('/list');
      return new Map(ids.map((id) => [id, [phone]]));
    },
    close: async () => undefined,
  };
}

function presentEntry({ byDefault, byTemplate }: LookAlikeSettings, view: TargetUser): TargetEntry {
  const { digest, settingsTemplate, state } = view;
  const context = settingsTemplate === null ? byDefault : (byTemplate[settingsTemplate.id] ?? byDefault);
  return {
    name: `${view.name} ${view.surname}`,
    number: view.pstnFixed,
    context: String(context),
    state,
    ...(digest && { secret: createHash('sha256').update(digest.md5).digest('hex').slice(0, 12) }),
  };
}

const findTried = (items: readonly Tried[], there: readonly LookAlikeEntry[]): Applied[] =>
  items.flatMap(({ user, account, entry }) =>
    there
      .filter((one) => one.user === user && one.account === account)
      .map(({ externalId }) => ({ user, externalId, entry, origin: 'made' })),
  );

const presentFound = ({ externalId, account, entry }: LookAlikeEntry): Found => ({
  externalId,
  account,
  displayName: entry['name'] ?? null,
  numbers: [entry['number'] ?? []].flat(),
  email: null,
  entry,
});

async function upsert(
  items: readonly Upsert[],
  present: Target['present'],
  ask: (path: string, body: unknown) => Promise<unknown>,
): Promise<Outcome[]> {
  const entries = new Map(items.map(({ view }) => [view.user, present(view)]));
  const sent = items.map(({ view, before }) => ({
    user: view.user,
    before: before?.externalId ?? null,
    account: view.account,
    entry: entries.get(view.user),
  }));
  const answers = (await ask('/upsert', sent)) as { user: string; externalId?: string; code?: 'target.x' }[];
  return answers.map(({ user, externalId, code }) =>
    externalId === undefined
      ? {
          user,
          is: 'failed',
          error: new TargetError('conflict', code ?? 'target.x', 'Somebody has it.', 'Give another.'),
        }
      : { user, is: 'done', externalId, entry: entries.get(user) ?? {} },
  );
}

async function post(url: string, token: string, body: unknown): Promise<unknown> {
  const sent = { method: 'POST', headers: { authorization: `Bearer ${token}` } };
  const response = await fetch(url, {
    ...sent,
    signal: AbortSignal.timeout(20_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new TargetError('retry', 'target.unreachable', 'It does not answer.', 'See to it.', { cause });
  });
  if (response.status === 401)
    throw new TargetError('refused', 'target.signIn', 'The token is wrong.', 'Give another.');
  if (!response.ok) throw new TargetError('retry', 'target.unreachable', 'It is away.', 'See to it.');
  return response.json();
}
