// What the product writes is what telephones do: two people of an emulated Entra, a real exchange, real telephones. Each test goes on
// where the one before it ended, as a company's days do.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { openAsterisk } from './asterisk.ts';
import type { Exchange } from './asterisk.ts';
import { openBusyPhone } from './busy-phone.ts';
import { companyKinds, KEEP_DAYS, openCompanyWorld } from './company-world.ts';
import type { CompanyWorld } from './company-world.ts';
import { openKamailio } from './kamailio.ts';
import { openPhone } from './phones.ts';
import type { Phone, PhoneParts } from './phones.ts';
import { openSoftphone } from './softphone.ts';
import { keepLogsOfFailures, makeScratch } from './started-program.ts';

const BO = '46846500412';
const NEW_BO = '46846500415';
const writtenForms = (number: string) => [number, `+${number}`, number.replace(/^46/u, '0')];
const OUTSIDE = '46701740605';
const CALLER_ID = '46846500400';

const caller = (header: string, name: string) =>
  new RegExp(`^${header}: "${name}" ?<sip:${CALLER_ID}@`, 'mu');

const exchanges = [
  {
    kind: companyKinds.asterisk,
    open: (folder: string) => openAsterisk(inject('exchangePackages'), folder),
    away: 503,
    nobody: 404,
    notAllowed: 404,
  },
  {
    kind: companyKinds.kamailio,
    open: (folder: string) => openKamailio(inject('exchangePackages'), folder, 'own'),
    away: 480,
    nobody: 403,
    notAllowed: 403,
  },
] as const;

describe.each(exchanges)('$kind.name', ({ kind, open, away, nobody, notAllowed }) => {
  let exchange: Exchange;
  let company: CompanyWorld;
  let parts: PhoneParts;
  let phones: { eva: Phone; bo: Phone };
  const secrets = { eva: '', bo: '' };

  keepLogsOfFailures(() => [exchange.program]);
  beforeAll(async () => {
    const folder = await makeTemporaryFolder();
    exchange = await open(folder);
    const place = inject('exchangePackages').bookworm;
    parts = { place, folder: await makeScratch(folder, 'phones'), exchange: exchange.phones };
    company = await openCompanyWorld(exchange, kind);
    await company.sync(0);
    await company.untilFed();
    // Of a first load they are held until somebody has looked at it.
    await company.world.cli(['release-mail']);
  });
  afterAll(async () => {
    await company.close();
    await exchange.close();
  });

  test('looking at the exchange finds nothing wrong, with the rights of the document alone', async () => {
    expect(await company.probe()).toEqual([]);
  });

  test('the phones of two people from Entra get in with the secrets that their welcome mails led to, and with no other', async () => {
    const [eva, bo] = [await company.openWelcome('eva'), await company.openWelcome('bo')];
    Object.assign(secrets, { eva: eva.secret, bo: bo.secret });
    await company.untilFed();
    phones = { eva: await openPhone(parts, eva.account), bo: await openPhone(parts, bo.account) };
    expect(await phones.eva.register(secrets.eva)).toMatchObject({ isPassed: true, statuses: [401, 200] });
    expect(await phones.bo.register(secrets.eva)).toMatchObject({ isPassed: false, statuses: [401, 401] });
    expect(await phones.bo.register(secrets.bo)).toMatchObject({ isPassed: true });
  });

  test.each(writtenForms(BO))('whoever dials %s reaches Bo, who sees who calls', async (number) => {
    const answer = await phones.bo.answer();
    expect(await phones.eva.call(number, secrets.eva)).toMatchObject({ isPassed: true });
    const { isPassed, messages } = await answer.heard;
    expect(isPassed).toBe(true);
    expect(messages).toMatch(caller('From', 'Eva Bergström'));
    expect(messages).toMatch(caller('P-Asserted-Identity', 'Eva Bergström'));
  });

  test('each of the phones of a user rings', async () => {
    const second = await openPhone(parts, phones.bo.account);
    expect(await second.register(secrets.bo)).toMatchObject({ isPassed: true });
    const busy = [await openBusyPhone(second.port), await openBusyPhone(phones.bo.port)];
    const call = await phones.eva.call(BO, secrets.eva);
    await Promise.all(busy.map(({ called }) => called));
    expect(call.statuses.at(-1)).toBe(486);
    for (const phone of busy) phone.close();
    await second.unregister(secrets.bo);
  });

  test('whoever has no phone on is not there', async () => {
    await phones.bo.unregister(secrets.bo);
    expect((await phones.eva.call(BO, secrets.eva)).statuses.at(-1)).toBe(away);
    expect(await phones.bo.register(secrets.bo)).toMatchObject({ isPassed: true });
  });

  test('softphones get in, ring, show the name of whoever calls, and sound goes both ways', async () => {
    for (const one of ['eva', 'bo'] as const) await phones[one].unregister(secrets[one]);
    const eva = await openSoftphone(parts, phones.eva.account, secrets.eva);
    const bo = await openSoftphone(parts, phones.bo.account, secrets.bo);
    await eva.untilRegistered();
    await bo.untilRegistered();
    await eva.dial(writtenForms(BO)[2] ?? '');
    expect(await bo.until('CALL_ESTABLISHED')).toMatchObject({ peerdisplayname: 'Eva Bergström' });
    await Promise.all([eva.until('CALL_RTPESTAB'), bo.until('CALL_RTPESTAB')]);
    await eva.hangUp();
    await bo.until('CALL_CLOSED');
    for (const softphone of [eva, bo]) await softphone.stop();
    for (const one of ['eva', 'bo'] as const) await phones[one].register(secrets[one]);
  });

  test('a changed number moves the call', async () => {
    company.world.emulator.tenant.update(company.people.bo, { businessPhones: [`+${NEW_BO}`] });
    await company.sync(1);
    await company.untilFed();
    expect((await phones.eva.call(BO, secrets.eva)).statuses.at(-1)).toBe(nobody);
    const answer = await phones.bo.answer();
    expect(await phones.eva.call(NEW_BO, secrets.eva)).toMatchObject({ isPassed: true });
    expect(await answer.heard).toMatchObject({ isPassed: true });
  });

  test('a changed settings template changes what may be dialled', async () => {
    expect((await phones.bo.call(OUTSIDE, secrets.bo)).statuses.at(-1)).toBe(notAllowed);
    await company.world.cli(['apply-settings', 'Nationell', 'bo']);
    await company.untilFed();
    const trunk = await openPhone(parts, 'trunk', exchange.trunkPort);
    const answer = await trunk.answer();
    expect(await phones.bo.call(OUTSIDE, secrets.bo)).toMatchObject({ isPassed: true });
    const { isPassed, messages } = await answer.heard;
    expect(isPassed).toBe(true);
    expect(messages).toMatch(caller('P-Asserted-Identity', 'Bo Lindén'));
    expect((await phones.eva.call(OUTSIDE, secrets.eva)).statuses.at(-1)).toBe(notAllowed);
  });

  test('whoever leaves is refused while her days run, and nobody reaches her once she is deleted', async () => {
    company.world.emulator.tenant.remove(company.people.bo);
    await company.sync(2);
    expect(await company.user('bo')).toMatchObject({ state: 'leaving' });
    await company.untilFed();
    expect(await phones.bo.register(secrets.bo)).toMatchObject({ isPassed: false });
    expect(await phones.bo.call('46846500411', secrets.bo)).toMatchObject({ isPassed: false });
    await company.sync(2 + KEEP_DAYS);
    expect(await company.user('bo')).toBeUndefined();
    await company.untilFed();
    expect((await phones.eva.call(NEW_BO, secrets.eva)).statuses.at(-1)).toBe(nobody);
    // Her account would ring for as long as her registration lasts, had nobody ended it.
    expect((await phones.eva.call(phones.bo.account, secrets.eva)).statuses.at(-1)).toBe(404);
    expect(await phones.bo.register(secrets.bo)).toMatchObject({ isPassed: false, statuses: [401, 401] });
  });
});
