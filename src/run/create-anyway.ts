// "Create anyway": an administrator's word that a person is none of the users who have her mail or name. A sync respects it
// (plan/joiners.ts); it is gone once she has a user, and can be taken back until then.
import { canCreateBeside, isUnshareable } from '../plan/likeness.ts';
import type { Candidate } from '../plan/likeness.ts';
import { byHandReason } from '../plan/reasons.ts';
import { readCreateAnyway } from '../store/create-anyway.ts';
import { readPersonInTemplate } from '../store/hand-people.ts';
import { readPersonWithoutUser } from '../store/proposals.ts';
import { readSyncTemplate } from '../store/sync-templates.ts';
import { carryOut, doDeed, failure, isId } from './hand-deed.ts';
import type { Deed, Hand, HandFailure, HandResult } from './hand-deed.ts';
import { openProposals } from './proposals.ts';

/** The next run makes her a user. Refused where that run would make none. */
export async function createAnyway(
  hand: Hand,
  templateId: string,
  person: string,
  { why = null }: { why?: string | null } = {},
): Promise<HandResult> {
  return doDeed(hand, async (deed) => {
    const fault = await decideFault(deed, templateId, person);
    if (fault) return fault;
    const found = await readPersonInTemplate(deed.db, hand.companyId, templateId, person);
    const about = { templateId, person, name: found?.displayName ?? null, why };
    await say(deed, about, 'createAnyway', { createsAnyway: { why } });
    return { ok: true };
  });
}

/** She is in conflict again, as before. */
export async function revokeCreateAnyway(
  hand: Hand,
  templateId: string,
  person: string,
): Promise<HandResult> {
  return doDeed(hand, async (deed) => {
    const found = isId(templateId)
      ? await readPersonInTemplate(deed.db, hand.companyId, templateId, person)
      : null;
    const said = found && (await readCreateAnyway(deed.db, templateId, [person])).has(person);
    if (!said) {
      const message = 'Nobody has said that this person is to be created anyway, or she has a user by now.';
      return failure('createAnyway.notSaid', message, 'Nothing to do. A creation is undone in its run.');
    }
    const about = { templateId, person, name: found.displayName, why: null };
    await say(deed, about, 'notCreateAnyway', { notCreatesAnyway: true });
    return { ok: true };
  });
}

async function decideFault(deed: Deed, templateId: string, person: string): Promise<HandFailure | null> {
  const { db, hand, company } = deed;
  const stored = isId(templateId) ? await readSyncTemplate(db, templateId) : null;
  if (stored === null || stored.companyId !== company.id)
    return failure('template.unknown', 'There is no such sync template.', 'Choose one of the company’s.');
  const found = await readPersonInTemplate(db, company.id, templateId, person);
  if (!found?.isRead || !found.isPresent)
    return failure(
      'person.unknown',
      'This template has not seen such a person in scope.',
      'Copy the object id from the list of people.',
    );
  if (found.linkUser !== null)
    return failure('person.hasUser', `The person has a user already (${found.linkAlias}).`, 'Nothing to do.');
  const proposing = { db, companyId: company.id, timeZone: company.timeZone, stored, now: hand.now };
  const proposals = await openProposals(proposing);
  const row = await readPersonWithoutUser(
    db,
    { templateId, companyId: company.id, now: new Date(hand.now) },
    person,
  );
  const proposal = row && proposals.match(row);
  if (!proposal) {
    const message = row?.isIgnored
      ? 'The person is ignored, so no run makes her a user.'
      : 'No user that no sync keeps is like this person, so it is not that which stands in her way.';
    const cure = row?.isIgnored ? 'Stop ignoring the person first.' : 'Explain the person to see what does.';
    return failure('createAnyway.notAlike', message, cure);
  }
  return canCreateBeside(proposal.candidates) ? null : presentUnshareable(proposal.candidates);
}

/** Two users can not have one alias or one number: a word that never comes true is not taken. */
function presentUnshareable(candidates: readonly Candidate[]): HandFailure {
  const [first] = candidates.filter(isUnshareable);
  const same = first?.evidence.includes('alias') ? 'alias' : 'number';
  return failure(
    'createAnyway.taken',
    `The user ${first?.alias ?? ''} has the person’s ${same}, which two users can not have.`,
    `Link the person to ${first?.alias ?? 'that user'}, or give one of the two another ${same}: the person in Entra, or the user by hand.`,
  );
}

async function say(
  deed: Deed,
  {
    templateId,
    person,
    name,
    why,
  }: { templateId: string; person: string; name: string | null; why: string | null },
  doWhat: 'createAnyway' | 'notCreateAnyway',
  details: object,
): Promise<void> {
  const about = { doWhat, templateId, person, user: null, alias: null };
  const step = { ...about, because: byHandReason(why), details };
  const subject = { kind: 'person', id: person, name };
  await carryOut(deed, [step], {
    action: `person.${doWhat}`,
    subject,
    details: { template: templateId, why },
  });
}
