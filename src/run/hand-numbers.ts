// A number that cools can be had by anybody at once, by an administrator's word. Reserved and service numbers stay what
// they are: those are settings of the company and no waiting time.
import { byHandReason } from '../plan/reasons.ts';
import { readNumber, writeNumberFreed } from '../store/numbers.ts';
import { carryOut, doDeed, failure } from './hand-deed.ts';
import type { Hand, HandResult } from './hand-deed.ts';

/** digits: E.164 without the plus. */
export async function freeNumber(
  hand: Hand,
  digits: string,
  options: { why?: string | null } = {},
): Promise<HandResult> {
  return doDeed(hand, async (deed) => {
    const number = await readNumber(deed.db, hand.companyId, digits);
    if (number?.state !== 'cooling') {
      const message = `${digits} is not cooling${number === null ? '' : `; it is ${number.state}`}.`;
      return failure(
        'number.notCooling',
        message,
        'Only a number that was given up and still cools can be freed.',
      );
    }
    await writeNumberFreed(deed.db, hand.companyId, digits, new Date(hand.now));
    const step = {
      doWhat: 'freeNumber',
      templateId: null,
      person: number.lastPerson,
      user: number.lastUser,
      alias: null,
      before: { pstnFixed: digits },
      because: byHandReason(options.why ?? null),
      details: {},
    };
    await carryOut(deed, [step], {
      action: 'number.free',
      subject: { kind: 'number', id: digits, name: digits },
      details: { why: options.why ?? null },
    });
    return { ok: true };
  });
}
