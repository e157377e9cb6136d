// The line to an exchange's database: what each failure is told as, that a broken line is made again, and where it may lead.
import { createServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppCertificate, createTlsIdentity } from '../../../emulator/certificate.ts';
import { openTcpProxy } from '../../../test/tcp-proxy.ts';
import { loopback, openTargetDatabase } from '../../../test/target-database.ts';
import type { TargetDatabase } from '../../../test/target-database.ts';
import { openTlsProxy } from '../../../test/tls-proxy.ts';
import { nothingMore } from '../webhook/network.ts';
import type { AllowedHosts } from '../webhook/network.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { openSqlConnection } from './connection.ts';
import { mapSqlFailure } from './sql-failure.ts';

let exchange: TargetDatabase;

beforeAll(async () => {
  exchange = await openTargetDatabase(
    'create table mine (id int primary key); create table closed (id int)',
    'grant select, insert on mine to ROLE',
  );
});
afterAll(() => exchange.close());

const open = (settings: Partial<ConnectionSettings> = {}, allowed: AllowedHosts = loopback) =>
  openSqlConnection({
    settings: { ...exchange.settings, ...settings },
    password: exchange.secrets.password,
    allowed,
    connectMs: 1_000,
  });

async function failureOf(
  settings: Partial<ConnectionSettings>,
  sql = 'select 1',
  allowed: AllowedHosts = loopback,
) {
  const connection = open(settings, allowed);
  const failure = await connection
    .transact((query) => query(sql))
    .then(
      () => null,
      (error: unknown) => error,
    );
  await connection.close();
  return failure;
}

/** Taken and given back: nobody listens there. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('what somebody has to mend is refused, and what passes is tried again', async () => {
  const port = await findFreePort();
  expect(await failureOf({ port })).toMatchObject({ is: 'retry', code: 'target.unavailable' });
  expect(await failureOf({ host: 'pbx.invalid' })).toMatchObject({ is: 'retry', code: 'target.unavailable' });
  expect(await failureOf({ database: 'not_there' })).toMatchObject({
    is: 'refused',
    code: 'target.database',
  });
  expect(await failureOf({ tls: 'require' })).toMatchObject({ is: 'refused', code: 'target.tls' });
  expect(await failureOf({}, 'select * from closed')).toMatchObject({ is: 'refused', code: 'target.rights' });
  expect(await failureOf({}, 'select * from nothing')).toMatchObject({
    is: 'refused',
    code: 'target.schema',
  });
  expect(await failureOf({}, `select 'x'::int`)).toMatchObject({ is: 'rejected', code: 'target.value' });
});

test.each([
  ['28P01', 'refused', 'target.credentials'],
  ['28000', 'refused', 'target.credentials'],
  ['23505', 'conflict', 'target.taken'],
  ['22001', 'rejected', 'target.value'],
  ['P0001', 'rejected', 'target.value'],
  ['40P01', 'retry', 'target.busy'],
  ['55P03', 'retry', 'target.busy'],
  ['57P01', 'retry', 'target.busy'],
  ['53300', 'retry', 'target.busy'],
  ['25006', 'retry', 'target.readOnly'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', 'target.tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'refused', 'target.tls'],
  ['ECONNRESET', 'retry', 'target.unavailable'],
  ['XX000', 'retry', 'target.unavailable'],
])('%s is %s as %s, with what to do', (code, is, ours) => {
  const failure = mapSqlFailure(Object.assign(new Error('the database says so'), { code }), 'pbx:5432');
  expect(failure).toMatchObject({ is, code: ours, message: expect.stringContaining('the database says so') });
  expect(failure.cure).toMatch(/\.$/);
});

test('it leads to no address that is not allowed, whatever its name', async () => {
  for (const host of ['127.0.0.1', 'localhost', '169.254.169.254'])
    expect(await failureOf({ host }, 'select 1', nothingMore)).toMatchObject({
      is: 'refused',
      code: 'target.addressNotAllowed',
    });
});

test('encrypted is enough for one who asks for that; trusted and of this name for one who asks for more', async () => {
  const { certPem, keyPem, caPem } = await createTlsIdentity();
  // Of the name alone, not of the address it stands for.
  const named = await createAppCertificate(
    'localhost',
    new Date(Date.now() - 1_000),
    new Date(Date.now() + 60_000),
  );
  const trusted = getCACertificates('default');
  const good = await openTlsProxy(exchange.settings, { cert: certPem, key: keyPem });
  const other = await openTlsProxy(exchange.settings, { cert: named.certPem, key: named.keyPem });
  const told = async (port: number, tls: 'require' | 'verify', host: string) => {
    const failure = await failureOf({ port, tls, host });
    return failure === null ? 'in' : failure;
  };
  const refused = { is: 'refused', code: 'target.tls' };
  expect(await told(other.port, 'require', 'localhost')).toBe('in');
  expect(await told(good.port, 'verify', 'localhost')).toMatchObject(refused);
  setDefaultCACertificates([...trusted, caPem, named.certPem]);
  try {
    expect(await told(good.port, 'verify', 'localhost')).toBe('in');
    expect(await told(good.port, 'verify', '127.0.0.1')).toBe('in');
    expect(await told(other.port, 'verify', 'localhost')).toBe('in');
    expect(await told(other.port, 'verify', '127.0.0.1')).toMatchObject(refused);
  } finally {
    setDefaultCACertificates(trusted);
    await good.close();
    await other.close();
  }
});

test('a failed transaction leaves nothing behind, and the next one is as if nothing had been', async () => {
  const connection = open();
  const failing = connection.transact(async (query) => {
    await query('insert into mine values (1)');
    await query('insert into mine values (1)');
  });
  await expect(failing).rejects.toMatchObject({ is: 'conflict' });
  expect(await connection.transact((query) => query('select * from mine'))).toEqual([]);
  await connection.close();
});

test('a mistake of ours is not told as a failure of the exchange', async () => {
  const connection = open();
  const mistake = new TypeError('of ours');
  await expect(connection.transact(() => Promise.reject(mistake))).rejects.toBe(mistake);
  expect(await connection.transact((query) => query('select 1 as one'))).toEqual([{ one: 1 }]);
  await connection.close();
});

test('a line that the server has cut is made again', async () => {
  const connection = open();
  const [before] = await connection.transact((query) => query('select pg_backend_pid() as pid'));
  await exchange.rows('select pg_terminate_backend($1)', [before?.['pid']]);
  await expect
    .poll(() => connection.transact((query) => query('select pg_backend_pid() as pid')).catch(() => null))
    .toEqual([{ pid: expect.any(Number) }]);
  await connection.close();
});

test('an exchange that says nothing is given up after a while, and reached when it is back', async () => {
  const proxy = await openTcpProxy(exchange.settings);
  proxy.cut();
  const connection = open({ port: proxy.port });
  await expect(connection.transact((query) => query('select 1'))).rejects.toMatchObject({ is: 'retry' });
  proxy.mend();
  expect(await connection.transact((query) => query('select 1 as one'))).toEqual([{ one: 1 }]);
  await connection.close();
  await proxy.close();
});
