// Tries a connection and tells its parts apart (SPEC §4): token, each permission, each group, the first people, the
// credential's end. Reads only, keeps nothing; a part that could not be tried says so and is never called good.
import type { FactValue, Facts } from '../../plan/facts.ts';
import { OutsideError } from '../outside-error.ts';
import type { OutsideCode } from '../outside-error.ts';
import type { ResolvedGroup, SourcePerson } from '../source.ts';
import { readCredentialEnd } from './credential-end.ts';
import type { CredentialEndRead } from './credential-end.ts';
import { listableFields } from './fields.ts';
import type { Graph } from './graph.ts';
import { refused } from './graph.ts';
import { findGroup } from './groups.ts';
import type { GroupFinding } from './groups.ts';
import { readMemberCount, readSimilarGroups } from './group-hints.ts';
import { openEntraClient, readSample } from './source.ts';
import type { EntraClient, EntraOptions } from './source.ts';

/** untried: something before it failed, or the app may not look. */
interface Check {
  state: 'ok' | 'failed' | 'untried';
  code: OutsideCode | null;
  message: string;
  cure: string | null;
}

interface GroupCheck extends Check {
  asked: string;
  /** The rule that asks for it; null: the provider does. */
  rule: string | null;
  id: string | null;
  name: string | null;
  /** People in it; null where that is not told. */
  members: number | null;
  candidates: { id: string; name: string; kind: string }[];
}

interface FieldSample {
  field: string;
  /** How many of the people that were read have a value. */
  filled: number;
  /** At most three values that differ. */
  samples: FactValue[];
}

export interface ConnectionReport {
  /** Everything that this provider needs is there. */
  ok: boolean;
  token: Check;
  permissions: (Check & { permission: 'User.Read.All' | 'Group.Read.All' })[];
  groups: GroupCheck[];
  people: Check & { count: number };
  /** Fields in alphabetical order, those that somebody has. */
  fields: FieldSample[];
  /** When the credential ends (YYYY-MM-DD); null where that can not be told. */
  credentialExpires: string | null;
  /** The same with who says it. */
  credentialEnd: CredentialEndRead | null;
}

/** What a template asks for beside its provider. */
export interface AlsoAsked {
  /** Groups that were found before: a rename changes nothing of them. */
  known: readonly ResolvedGroup[];
  ruleGroups: readonly { rule: string; group: string }[];
}

export async function testConnection(
  options: EntraOptions,
  { known, ruleGroups }: AlsoAsked = { known: [], ruleGroups: [] },
): Promise<ConnectionReport> {
  const client = openEntraClient(options);
  const { provider } = options;
  const { graph, tokens } = client;
  try {
    const token = await check('Signed in.', () => tokens.token());
    const stop = token.state === 'ok' ? null : untried;
    const people: SourcePerson[] = [];
    const users =
      stop ?? (await check('People can be read.', async () => people.push(...(await readSample(graph)))));
    const groupRead = stop ?? (await check('Groups can be read.', () => tryGroups(graph)));
    const asked = [
      ...[...provider.memberOf, ...provider.notMemberOf].map((group) => ({ group, rule: null })),
      ...ruleGroups,
    ];
    const groups: GroupCheck[] = [];
    for (const one of asked) groups.push(await checkGroup(graph, one, groupRead, known));
    const end = await readEnd(client, options, stop === null);
    const parts = [token, users, ...(asked.length > 0 ? [groupRead] : []), ...groups];
    return {
      ok: parts.every((part) => part.state === 'ok'),
      token: tokens.isNextInUse()
        ? { ...token, message: 'Signed in with the next credential; the current one is refused.' }
        : token,
      permissions: [
        { permission: 'User.Read.All', ...users },
        { permission: 'Group.Read.All', ...groupRead },
      ],
      groups,
      people: {
        ...users,
        count: people.length,
        message: users.state === 'ok' ? presentCount(people.length) : users.message,
      },
      fields: presentFields(people),
      credentialExpires: end && presentDate(end.at),
      credentialEnd: end,
    };
  } finally {
    await client.close();
  }
}

function readEnd({ graph, tokens }: EntraClient, options: EntraOptions, isSignedIn: boolean) {
  const { current, next } = options.credentials;
  return readCredentialEnd(graph, {
    clientId: options.provider.clientId,
    credential: tokens.isNextInUse() && next ? next : current,
    isSignedIn,
    now: options.now(),
  });
}

const untried: Check = {
  state: 'untried',
  code: null,
  message: 'Not tried, because something before it failed.',
  cure: null,
};

async function check(message: string, act: () => Promise<unknown>): Promise<Check> {
  try {
    await act();
    return { state: 'ok', code: null, message, cure: null };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { state: 'failed', code: error.code, message: error.message, cure: error.cure };
  }
}

async function tryGroups(graph: Graph): Promise<void> {
  const answer = await graph.send('/groups?$select=id&$top=1', { needs: 'Group.Read.All' });
  if (!answer.ok) throw refused('The list of groups', answer);
}

async function checkGroup(
  graph: Graph,
  { group: asked, rule }: { group: string; rule: string | null },
  groupRead: Check,
  known: readonly ResolvedGroup[],
): Promise<GroupCheck> {
  const nothing = { asked, rule, id: null, name: null, members: null, candidates: [] };
  if (groupRead.state !== 'ok') return { ...untried, ...nothing };
  const found: GroupFinding[] = [];
  const tried = await check('Found.', async () => found.push(await findGroup(graph, asked, known)));
  const finding = found[0];
  if (!finding) return { ...tried, ...nothing };
  if (finding.is === 'found') {
    const { id, name } = finding.group;
    return { ...tried, ...nothing, id, name, members: await readMemberCount(graph, id) };
  }
  const { code, message, cure } = finding.error;
  const meant = finding.candidates.length > 0 ? finding.candidates : await readSimilarGroups(graph, asked);
  const candidates = meant.map(({ id, name, kind }) => ({ id, name, kind }));
  if (rule === null) return { ...nothing, state: 'failed', code, message, cure, candidates };
  const told = `The rule ${JSON.stringify(rule)} asks for a group. ${message}`;
  const elsewhere = cure.replace(' in user_filter', ' in the rule');
  return { ...nothing, state: 'failed', code, message: told, cure: elsewhere, candidates };
}

function presentCount(count: number): string {
  return count === 999 ? 'The first 999 people were read.' : `${count} people were read.`;
}

function presentFields(people: readonly SourcePerson[]): FieldSample[] {
  return samplePaths.flatMap((field) => {
    const values = people.map(({ facts }) => findValue(facts, field)).filter(isFilled);
    const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
    return values.length === 0
      ? []
      : [{ field, filled: values.length, samples: [...distinct.values()].slice(0, 3) }];
  });
}

/** As a mapping names them: the fifteen attributes each by itself. */
const samplePaths = listableFields.flatMap((field) =>
  field === 'onPremisesExtensionAttributes'
    ? Array.from({ length: 15 }, (_, n) => `${field}.extensionAttribute${n + 1}`)
    : [field],
);

function findValue(facts: Facts, path: string): FactValue {
  const [field = '', part] = path.split('.');
  const value = facts[field] ?? null;
  if (part === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    return part === undefined ? value : null;
  return value[part] ?? null;
}

function isFilled(value: FactValue): boolean {
  if (value === null || value === '') return false;
  if (Array.isArray(value)) return value.some(isFilled);
  return typeof value !== 'object' || Object.values(value).some(isFilled);
}

function presentDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
