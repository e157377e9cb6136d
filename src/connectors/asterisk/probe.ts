// What there is to say of an Asterisk's tables before users are written there: server, tables, rights, how secrets are kept, and whether
// realm and number context are those that are in use there. Changes nothing.
import { findLacks } from '../sql-target/catalogue.ts';
import type { Catalogue } from '../sql-target/catalogue.ts';
import type { Query } from '../sql-target/connection.ts';
import {
  probeRights,
  probeSchema,
  probeServer,
  probeTooMuch,
  right,
  warning,
} from '../sql-target/probe-findings.ts';
import type { Finding } from '../target.ts';
import type { AsteriskSettings } from './settings.ts';
import { asteriskForeign, asteriskNeeds, asteriskRights } from './tables.ts';

export async function probeAsterisk(
  query: Query,
  { catalogue, settings, where }: { catalogue: Catalogue; settings: AsteriskSettings; where: string },
): Promise<Finding[]> {
  const server = await probeServer(query, where);
  const schema = probeSchema(catalogue, asteriskNeeds);
  const rights = await probeRights(query, catalogue, asteriskRights);
  const tooMuch = await probeTooMuch(query, asteriskForeign);
  const findings = [...server, schema, ...rights, ...tooMuch];
  const canRead = ['ps_auths', 'extensions'].every((table) => catalogue.get(table)?.may.has('select'));
  if (findLacks(catalogue, asteriskNeeds).length > 0 || !canRead) return findings;
  return [
    ...findings,
    presentVersion(catalogue),
    await probeRealm(query, settings.realm),
    ...(await probeContext(query, settings.numberContext)),
  ];
}

function presentVersion(catalogue: Catalogue): Finding {
  const auths = catalogue.get('ps_auths')?.columns;
  const isNew = auths?.has('password_digest') === true;
  const knows = auths?.get('auth_type')?.choices?.includes('digest') === true;
  return right(
    'version',
    `The tables are those of Asterisk ${isNew ? '20.12, 21.7, 22.2 or later' : '16 to 22.1'}; digests are written as ${isNew && knows ? 'password_digest' : 'md5_cred'}.`,
  );
}

async function probeRealm(query: Query, realm: string): Promise<Finding> {
  const rows = await query(
    `select realm, count(*)::int as count from ps_auths where realm is not null and realm <> '' group by 1 order by 2 desc limit 5`,
  );
  const others = rows.map((row) => String(row['realm']));
  if (others.length === 0 || others.includes(realm))
    return right('realm', `Phones sign in to the realm ${realm}.`);
  return warning(
    'realm',
    `The accounts that are there have the realm ${others.join(', ')}, not ${realm}.`,
    'Write the realm that default_realm of pjsip.conf names: a secret of another realm lets no phone in.',
  );
}

async function probeContext(query: Query, context: string): Promise<Finding[]> {
  const rows = await query(`select distinct context from extensions order by 1 limit 20`);
  const there = rows.map((row) => String(row['context']));
  if (there.length === 0 || there.includes(context)) return [];
  return [
    warning(
      'numberContext',
      `No number is in the context ${context} yet; there are numbers in ${there.join(', ')}.`,
      `See that the contexts of extensions.conf have "switch => Realtime/${context}@extensions".`,
    ),
  ];
}
