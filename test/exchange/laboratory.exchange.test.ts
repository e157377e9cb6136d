import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { openAsterisk } from './asterisk.ts';
import type { Exchange } from './asterisk.ts';
import { openKamailio } from './kamailio.ts';
import { openPhone } from './phones.ts';
import { keepLogsOfFailures, makeScratch } from './started-program.ts';

let folder: string;
const exchanges: Exchange[] = [];

keepLogsOfFailures(() => exchanges.map(({ program }) => program));

beforeAll(async () => {
  const packages = inject('exchangePackages');
  folder = await makeTemporaryFolder();
  exchanges.push(await openAsterisk(packages, folder));
  exchanges.push(await openKamailio(packages, folder, 'packaged'));
  exchanges.push(await openKamailio(packages, folder, 'own'));
});
afterAll(async () => {
  for (const exchange of exchanges) await exchange.close();
});

test('a telephone that nobody has told the exchange of is refused, by each of them', async () => {
  const scratch = await makeScratch(folder, 'phones');
  const { bookworm: place } = inject('exchangePackages');
  for (const exchange of exchanges) {
    const phone = await openPhone({ place, folder: scratch, exchange: exchange.phones }, 'nobody.here');
    expect(await phone.register('guessed')).toMatchObject({ isPassed: false, statuses: [401, 401] });
    const { challenge } = exchange.phones;
    const call = await phone.call('46846500402', 'guessed');
    expect(call).toMatchObject({ isPassed: false, statuses: [challenge, challenge] });
  }
});
