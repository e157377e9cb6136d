// The hand-over of a SIP account to a real Linphone: the page's code leads it to its file, and with that it registers at a real Asterisk,
// though the secret is stored nowhere and stands in no file.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makePhoneLink } from '../../src/run/phone-link.ts';
import { readCompanies } from '../../src/store/companies.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';
import { openTestApi } from '../api.ts';
import type { TestApi } from '../api.ts';
import { readQrCodes } from '../read-qr-codes.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { openAsterisk } from './asterisk.ts';
import type { Exchange } from './asterisk.ts';
import { companyKinds, openCompanyWorld } from './company-world.ts';
import type { CompanyWorld } from './company-world.ts';
import { openLinphone } from './linphone.ts';
import type { StartedProgram } from './started-program.ts';
import { keepLogsOfFailures } from './started-program.ts';

let folder: string;
let exchange: Exchange;
let company: CompanyWorld;
let database: Database;
let api: TestApi;
const phones: StartedProgram[] = [];
keepLogsOfFailures(() => [...phones, exchange.program]);

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  exchange = await openAsterisk(inject('exchangePackages'), folder);
  company = await openCompanyWorld(exchange, {
    ...companyKinds.asterisk,
    settings: { phoneServer: `127.0.0.1:${exchange.phones.port};transport=udp` },
  });
  database = await openDatabase(company.world.databaseUrl, { applicationName: 'pages' });
  api = await openTestApi({ database });
});
afterAll(async () => {
  for (const phone of phones) await phone.stop();
  await api.close();
  await database.close();
  await company.close();
  await exchange.close();
});

test('Linphone reads its account by the code of the page, and registers', async () => {
  await company.sync(0);
  const [{ id: companyId } = { id: '' }] = await readCompanies(database.kysely);
  const eva = await company.user('eva');
  const about = { companyId, userId: eva?.id ?? '', now: Date.now(), replace: false };
  const { path } = await makePhoneLink(database.kysely, about);
  const shown = await (await fetch(`${api.url}${path}`, { method: 'POST' })).text();
  await company.untilFed();
  const url = Object.entries(readQrCodes(shown)).find(([label]) => label.endsWith('Linphone'))?.[1] ?? '';
  expect(url).toContain('/phone/setup/');
  const { linphone } = inject('exchangePackages');
  phones.push(await openLinphone(linphone, folder, url));
  await exchange.program.untilSays(/Added contact 'sip:eva@/u);
  // It has read its file, and nobody else can.
  expect((await fetch(url)).status).toBe(410);
});
