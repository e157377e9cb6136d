// A first load: 2,000 people of an emulated Entra are in a real exchange within five seconds, and the phone of any of them gets in.
import { expect, inject, onTestFinished, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { openAsterisk } from './asterisk.ts';
import { companyKinds, openCompanyWorld } from './company-world.ts';
import { openKamailio } from './kamailio.ts';
import { openPhone } from './phones.ts';
import { makeScratch } from './started-program.ts';

const PEOPLE = 2_000;
const BUDGET_MS = 5_000;

test.each(['asterisk', 'kamailio'] as const)('%s has 2,000 users within five seconds', async (name) => {
  const folder = await makeTemporaryFolder();
  const packages = inject('exchangePackages');
  const exchange =
    name === 'asterisk' ? await openAsterisk(packages, folder) : await openKamailio(packages, folder, 'own');
  onTestFinished(() => exchange.close());
  const company = await openCompanyWorld(exchange, companyKinds[name]);
  onTestFinished(() => company.close());
  for (let nth = 2; nth < PEOPLE; nth += 1)
    company.world.emulator.tenant.hire({
      givenName: `Namn ${nth}`,
      surname: 'Ek',
      mailNickname: `namn${nth}`,
      businessPhones: [`+46812${345_000 + nth}`],
    });
  expect(await company.sync(0)).toMatchObject({ counts: { create: PEOPLE } });
  const startedAt = performance.now();
  await company.untilFed();
  const tookMs = Math.round(performance.now() - startedAt);
  process.stdout.write(`${name}: ${PEOPLE} users in ${tookMs} ms\n`);
  expect(tookMs).toBeLessThan(BUDGET_MS);
  const { account, secret } = await company.openNewLink('namn1000');
  await company.untilFed();
  const scratch = await makeScratch(folder, 'phones');
  const parts = { place: packages.bookworm, folder: scratch, exchange: exchange.phones };
  const phone = await openPhone(parts, account);
  expect(await phone.register(secret)).toMatchObject({ isPassed: true });
});
