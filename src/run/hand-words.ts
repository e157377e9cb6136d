// Words of administrators that a sync respects (SPEC §5): a user is held, kept until a date, or let go again; a person
// is ignored or not; a pinned field follows its source again.
import type { Word } from '../plan/logged-step.ts';
import { decideDue, decideStartOfDay } from '../plan/due.ts';
import type { StepDetails } from '../plan/logged-step.ts';
import { byHandReason } from '../plan/reasons.ts';
import { readIgnored, readPersonInTemplate } from '../store/hand-people.ts';
import type { HandUser } from '../store/hand-users.ts';
import { carryOut, doDeed, doUserDeed, failure, isId, presentSubject, presentUserStep } from './hand-deed.ts';
import type { Deed, Expected, Hand, HandFailure, HandResult } from './hand-deed.ts';

/** until: YYYY-MM-DD in the company's time zone, the first day on which the word is over; null: until it is taken back. */
export interface WordOptions extends Expected {
  until?: string | null;
  why?: string | null;
}

/** The user never leaves and is never deleted by a sync. A clock that runs goes on, and deletes nobody meanwhile. */
export async function holdUser(hand: Hand, userId: string, options: WordOptions = {}): Promise<HandResult> {
  return doUserDeed(hand, userId, options, async (deed, user) => {
    if (user.link === null) return notLinked(user, 'no sync removes it');
    const until = decideUntil(deed, options.until ?? null);
    if (typeof until === 'object' && until !== null) return until;
    const why = options.why ?? null;
    await say(deed, user, 'hold', { hold: { why, until } }, why, { until: options.until ?? null, why });
    return { ok: true };
  });
}

export async function unholdUser(hand: Hand, userId: string, expected: Expected = {}): Promise<HandResult> {
  return doUserDeed(hand, userId, expected, async (deed, user) => {
    if (user.link?.held !== true)
      return failure('user.notHeld', `${user.alias} is not held.`, 'Nothing to do.');
    await say(deed, user, 'unhold', { unhold: true }, null, {});
    return { ok: true };
  });
}

/** A leaving user stays at least until that date, whatever the template's keepDays say; never shorter. */
export async function keepUserUntil(
  hand: Hand,
  userId: string,
  date: string,
  options: Omit<WordOptions, 'until'> = {},
): Promise<HandResult> {
  return doUserDeed(hand, userId, options, async (deed, user) => {
    const { link } = user;
    if (link === null) return notLinked(user, 'no sync removes it');
    if (link.missingSince === null) {
      const message = `${user.alias} is not leaving.`;
      return failure(
        'user.notLeaving',
        message,
        'Hold the user if it must not leave when its person is gone.',
      );
    }
    const until = decideUntil(deed, date);
    if (typeof until === 'object') return until ?? notADate(date);
    const due = decideDue(link.missingSince.getTime(), link.keepDays, deed.company.timeZone);
    if (until <= due.at && date <= due.date) {
      const message = `${user.alias} is kept until ${due.date} anyway.`;
      return failure('date.early', message, 'Give a later date, or delete the user now.');
    }
    const why = options.why ?? null;
    await say(deed, user, 'keepUntil', { hold: { why, until } }, why, { until: date, why });
    return { ok: true };
  });
}

/** The pinned field follows its source again, from the next run on. */
export async function releaseField(
  hand: Hand,
  userId: string,
  field: string,
  expected: Expected = {},
): Promise<HandResult> {
  return doUserDeed(hand, userId, expected, async (deed, user) => {
    if (!Object.hasOwn(user.link?.pinned ?? {}, field)) {
      const pinned = Object.keys(user.link?.pinned ?? {});
      const message = `The field ${JSON.stringify(field)} of ${user.alias} is not pinned.`;
      const cure =
        pinned.length > 0 ? `Pinned are: ${pinned.join(', ')}.` : 'No field of this user is pinned.';
      return failure('field.notPinned', message, cure);
    }
    await say(deed, user, 'release', { unpins: [field] }, null, { field });
    return { ok: true };
  });
}

/** The person is not made a user. */
export async function ignorePerson(
  hand: Hand,
  templateId: string,
  person: string,
  options: Omit<WordOptions, 'version'> = {},
): Promise<HandResult> {
  return doDeed(hand, async (deed) => {
    const found = await findPerson(deed, templateId, person);
    if ('ok' in found) return found;
    if (found.linkTemplate === templateId) {
      const message = 'The person has a user already.';
      return failure(
        'person.hasUser',
        message,
        'Delete that user together with ignoring the person, or undo its creation.',
      );
    }
    const until = decideUntil(deed, options.until ?? null);
    if (typeof until === 'object' && until !== null) return until;
    const why = options.why ?? null;
    await sayOfPerson(
      deed,
      { templateId, person, name: found.displayName },
      'ignore',
      { ignores: { why, until } },
      why,
    );
    return { ok: true };
  });
}

export async function unignorePerson(hand: Hand, templateId: string, person: string): Promise<HandResult> {
  return doDeed(hand, async (deed) => {
    const isOurs = isId(templateId) && (await readIgnored(deed.db, hand.companyId, templateId, person));
    if (!isOurs)
      return failure('person.notIgnored', 'This template does not ignore that person.', 'Nothing to do.');
    await sayOfPerson(deed, { templateId, person, name: null }, 'unignore', { unignores: true }, null);
    return { ok: true };
  });
}

async function findPerson({ db, hand }: Deed, templateId: string, person: string) {
  const found = isId(templateId) ? await readPersonInTemplate(db, hand.companyId, templateId, person) : null;
  if (found === null)
    return failure('template.unknown', 'There is no such sync template.', 'Choose one of the company’s.');
  if (!found.isRead)
    return failure(
      'person.unknown',
      'This template has not seen such a person.',
      'Copy the object id from the list of people.',
    );
  return found;
}

function notLinked(user: HandUser, so: string): HandFailure {
  return failure('user.notLinked', `No sync keeps ${user.alias}, so ${so}.`, 'Nothing to do.');
}

function notADate(date: string): HandFailure {
  return failure('date.invalid', `${JSON.stringify(date)} is not a date.`, 'Write it as YYYY-MM-DD.');
}

/** ms; null for ever. */
function decideUntil({ company, hand }: Deed, date: string | null): number | null | HandFailure {
  if (date === null) return null;
  const until = decideStartOfDay(date, company.timeZone);
  if (until === null) return notADate(date);
  if (until > hand.now) return until;
  return failure('date.past', `${date} has come already.`, 'Give a date to come, or none.');
}

async function say(
  deed: Deed,
  user: HandUser,
  word: Word,
  details: StepDetails,
  why: string | null,
  audited: Record<string, unknown>,
): Promise<void> {
  const step = { ...presentUserStep(user, word), because: byHandReason(why), details };
  await carryOut(deed, [step], { action: `user.${word}`, subject: presentSubject(user), details: audited });
}

async function sayOfPerson(
  deed: Deed,
  { templateId, person, name }: { templateId: string; person: string; name: string | null },
  word: Word,
  details: StepDetails,
  why: string | null,
): Promise<void> {
  const step = {
    doWhat: word,
    templateId,
    person,
    user: null,
    alias: null,
    because: byHandReason(why),
    details,
  };
  const subject = { kind: 'person', id: person, name };
  await carryOut(deed, [step], { action: `person.${word}`, subject, details: { template: templateId, why } });
}
