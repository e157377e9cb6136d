// The mails that new users of a run bring with them: how many, told by previews too, and the rows of those that welcome them
// (R15). Copies to the administrator are tell-created.ts.
import { isMailAddress } from '../mail/mail-address.ts';
import type { MailLanguage } from '../plan/company-mail.ts';
import type { Outcome, Step } from '../plan/steps.ts';
import type { SyncTemplate } from '../plan/sync-template.ts';
import { decideCopies, decideWelcome } from '../plan/welcome.ts';
import type { StepRow } from '../store/steps.ts';
import type { Welcomes } from '../store/welcome-mails.ts';
import type { RunSetup } from './read-settings.ts';
import { decideMailLanguage } from './tell.ts';

/** What new users of a run bring with them in mails; of a preview: would bring. */
export interface MailCounts {
  /** Welcome mails that go out. */
  welcome: number;
  /** Welcome mails that wait until somebody releases them. */
  held: number;
  /** New users who get none because no e-mail address is mapped for them. */
  withoutAddress: number;
  /** Separate messages to the administrator. */
  copies: number;
  /** Welcome mails of new users whom a brake withholds: they come with the users, once somebody approves. */
  withheld: number;
}

export const noMail: MailCounts = Object.freeze({
  welcome: 0,
  held: 0,
  withoutAddress: 0,
  copies: 0,
  withheld: 0,
});

interface Welcoming {
  choice: SyncTemplate['welcomeFirstLoad'];
  isCopied: boolean;
  /** Of whoever prefers none. */
  language: MailLanguage;
}

export function decideWelcoming({ stored, company }: RunSetup): Welcoming {
  return {
    choice: decideWelcome(stored.template, stored.firstLoadDoneAt === null),
    isCopied: stored.template.welcomeCopyTo !== null,
    language: decideMailLanguage(company.language),
  };
}

export function openMailCount({ choice, isCopied }: Welcoming) {
  let [created, reached, withheldFrom] = [0, 0, 0];
  return {
    add({ steps, withheld }: Outcome): void {
      for (const { step } of withheld)
        if (step.do === 'create' && isMailAddress(step.to.email)) withheldFrom += 1;
      for (const step of steps) {
        if (step.do !== 'create') continue;
        created += 1;
        if (isMailAddress(step.to.email)) reached += 1;
      }
    },
    present(): MailCounts {
      const copies = decideCopies(created) === 'each' ? created : 1;
      return {
        welcome: choice === 'send' ? reached : 0,
        held: choice === 'hold' ? reached : 0,
        withoutAddress: choice === 'none' ? 0 : created - reached,
        copies: isCopied ? copies : 0,
        withheld: choice === 'none' ? 0 : withheldFrom,
      };
    },
  };
}

/** rows: those of the steps, with the ids of the new users. */
export function presentWelcomes(
  { choice, language }: Welcoming,
  steps: readonly Step[],
  rows: readonly StepRow[],
  newId: () => string,
): Welcomes {
  const made = new Map<string, string>();
  for (const { doWhat, outcome, person, user } of rows)
    if (doWhat === 'create' && outcome === 'applied' && person !== null && user !== null)
      made.set(person, user);
  const mails: Welcomes['mails'][number][] = [];
  for (const step of choice === 'none' ? [] : steps) {
    if (step.do !== 'create') continue;
    const [user, to] = [made.get(step.person), step.to.email];
    if (user !== undefined && isMailAddress(to)) mails.push({ id: newId(), user, person: step.person, to });
  }
  return { state: choice === 'hold' ? 'held' : 'waiting', language, mails };
}
