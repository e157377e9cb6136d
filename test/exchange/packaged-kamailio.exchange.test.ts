// What docs/exchanges.md tells operators of Kamailio's packaged configuration: two lines are changed, and it works. Registrations are in
// its memory there, which is told of whoever is deleted.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { companyKinds, KEEP_DAYS, openCompanyWorld } from './company-world.ts';
import type { CompanyWorld } from './company-world.ts';
import { openKamailio } from './kamailio.ts';
import type { Kamailio } from './kamailio.ts';
import { openPhone } from './phones.ts';
import type { Phone } from './phones.ts';
import { keepLogsOfFailures, makeScratch } from './started-program.ts';

let exchange: Kamailio;
let company: CompanyWorld;
let phones: { eva: Phone; bo: Phone };
const secrets = { eva: '', bo: '' };

keepLogsOfFailures(() => [exchange.program]);
beforeAll(async () => {
  const folder = await makeTemporaryFolder();
  const packages = inject('exchangePackages');
  exchange = await openKamailio(packages, folder, 'packaged');
  company = await openCompanyWorld(exchange, {
    ...companyKinds.kamailio,
    settings: { location: 'rpc', rpcUrl: exchange.rpcUrl },
  });
  await company.sync(0);
  const [eva, bo] = [await company.openNewLink('eva'), await company.openNewLink('bo')];
  await company.untilFed();
  Object.assign(secrets, { eva: eva.secret, bo: bo.secret });
  const scratch = await makeScratch(folder, 'phones');
  const parts = { place: packages.bookworm, folder: scratch, exchange: exchange.phones };
  phones = { eva: await openPhone(parts, eva.account), bo: await openPhone(parts, bo.account) };
});
afterAll(async () => {
  await company.close();
  await exchange.close();
});

test('looking at it finds nothing wrong', async () => {
  expect(await company.probe()).toEqual([]);
});

test('phones get in by digest alone, and a call by number arrives', async () => {
  expect(await phones.eva.register(secrets.bo)).toMatchObject({ isPassed: false });
  expect(await phones.eva.register(secrets.eva)).toMatchObject({ isPassed: true });
  expect(await phones.bo.register(secrets.bo)).toMatchObject({ isPassed: true });
  const answer = await phones.bo.answer();
  expect(await phones.eva.call('46846500412', secrets.eva)).toMatchObject({ isPassed: true });
  expect(await answer.heard).toMatchObject({ isPassed: true });
});

test('the registration of whoever is deleted is ended in its memory', async () => {
  company.world.emulator.tenant.remove(company.people.bo);
  await company.sync(1);
  await company.sync(1 + KEEP_DAYS);
  expect(await company.user('bo')).toBeUndefined();
  await company.untilFed();
  // By number and by account: either would ring for as long as the registration lasts.
  for (const to of ['46846500412', 'bo'])
    expect((await phones.eva.call(to, secrets.eva)).statuses.at(-1)).toBe(404);
});
