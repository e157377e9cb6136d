// A sender that is killed at any statement, or in the middle of a mail: alarms arrive in the end, welcome mails exactly once or,
// where nobody knows, are uncertain and not sent again.
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runKilledChild, startKilledChild } from '../../test/killed-child.ts';
import { openMailWorld } from '../../test/mail-world.ts';
import type { MailWorld } from '../../test/mail-world.ts';

const seed = Number(process.env['ROLLCALL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));

let world: MailWorld;
beforeEach(async () => void (world = await openMailWorld()));
afterEach(() => world.close());

const argsOf = (killAt: number, when: string) => [
  world.url,
  String(world.smtp.port),
  String(world.clock.now),
  String(killAt),
  when,
];
const startChild = () => startKilledChild('killed-send', argsOf(0, 'never'));
const sendInChild = (killAt: number, when: string) => runKilledChild('killed-send', argsOf(killAt, when));

/** By another process, as soon as the database has noticed that the first is gone. */
async function sendOn() {
  await expect.poll(async () => (await world.send('new')).isBusy, { timeout: 10_000 }).toBe(false);
  world.clock.now += 3_600_000;
  await world.send('new');
}

const arrivals = (name: string) => world.smtp.mails.filter(({ to }) => to[0]?.startsWith(`${name}@`)).length;

test('killed at any statement, no mail is lost and no welcome mail comes twice', async () => {
  process.stdout.write(`seed ${seed} (ROLLCALL_TEST_SEED)\n`);
  await world.write(['fred-a']);
  await world.write(['fred-v'], { kind: 'welcome' });
  const inPeace = await sendInChild(0, 'never');
  const statements = Number(inPeace.said);
  expect(statements).toBeGreaterThan(15);
  let kills = 0;
  let uncertain = 0;
  const rounds = 10;
  for (let round = 0; round < rounds; round += 1) {
    // Evenly over the whole of it, and not at the same places each time.
    const killAt = 1 + ((seed + Math.floor((round * statements) / rounds)) % statements);
    const [alarm, welcome] = [`larm${round}`, `valkommen${round}`];
    await world.write([alarm]);
    await world.write([welcome], { kind: 'welcome' });
    const { signal } = await sendInChild(killAt, (seed + round) % 2 === 0 ? 'before' : 'after');
    kills += signal === 'SIGKILL' ? 1 : 0;
    await sendOn();
    const at = `statement ${killAt} of ${statements}, seed ${seed}`;
    const states = await world.states();
    expect(states[alarm], at).toBe('sent');
    expect(arrivals(alarm), at).toBeGreaterThan(0);
    expect(arrivals(alarm), at).toBeLessThan(3);
    expect(['sent', 'uncertain'], at).toContain(states[welcome]);
    if (states[welcome] === 'sent') expect(arrivals(welcome), at).toBe(1);
    else {
      uncertain += 1;
      expect(arrivals(welcome), at).toBeLessThan(2);
    }
  }
  expect(kills).toBeGreaterThan(rounds / 2);
  // Between handing over and writing down the answer lie few statements.
  expect(uncertain).toBeLessThan(rounds / 2);
}, 120_000);

test.each([
  ['before the server has all of it', { atRecipient: 'hang' }, 'sent'],
  ['after the server has all of it', { afterData: 'hang' }, 'uncertain'],
] as const)('killed in the middle of a welcome mail, %s', async (_when, behaviour, state) => {
  await world.write(['kim'], { kind: 'welcome' });
  world.smtp.behave(behaviour);
  const child = await startChild();
  const isThere = async () => (await world.states())['kim'] === 'sending' && world.smtp.sessions() > 0;
  await expect.poll(isThere, { timeout: 10_000 }).toBe(true);
  if (state === 'uncertain') await world.smtp.received(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  world.smtp.behave();
  await sendOn();
  expect(await world.states()).toEqual({ kim: state });
  expect(arrivals('kim')).toBe(1);
});

test('an alarm whose sender was killed once the server had it comes again as the same mail', async () => {
  const [id] = await world.write(['bo']);
  world.smtp.behave({ afterData: 'hang' });
  const child = await startChild();
  await world.smtp.received(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  world.smtp.behave();
  await sendOn();
  expect(await world.states()).toEqual({ bo: 'sent' });
  expect(new Set(world.smtp.mails.map(({ parsed }) => parsed.messageId))).toEqual(
    new Set([`<${id}@nordvik.example>`]),
  );
  expect(arrivals('bo')).toBe(2);
});
