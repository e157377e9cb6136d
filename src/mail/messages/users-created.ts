// Tells the administrator whom a run has made users: one mail about each of a few, one about many. Pure.
import { presentNumberFor } from '../../plan/number-forms.ts';
import type { ToldUser } from '../../plan/told.ts';
import type { Block, Draft, MailContext, MakeDraft } from '../draft.ts';

export const presentUsersCreatedDraft: MakeDraft<'users.created'> = ({ data }, { userId }, context) => {
  const user = data.users.find((one) => one.user === userId);
  return user === undefined ? presentMany(data.count, data.users, context) : presentOne(user, context);
};

function presentOne(user: ToldUser, { language, company, template }: MailContext): Draft {
  const words = language === 'sv' ? swedish : english;
  const who = presentName(user);
  return {
    subject: words.subject(who),
    preheader: words.made(1, template?.name ?? null, company.name),
    blocks: [
      { block: 'heading', text: words.subject(who) },
      { block: 'paragraph', text: [words.made(1, template?.name ?? null, company.name)] },
      {
        block: 'facts',
        facts: [
          { name: words.name, value: who },
          { name: words.number, ...presentNumber(user.pstnFixed) },
          { name: words.extension, value: user.extension },
          { name: words.userName, value: user.alias },
          { name: words.email, value: user.email ?? words.noEmail },
        ],
      },
    ],
    why: words.why(template?.name ?? null),
  };
}

function presentMany(count: number, users: readonly ToldUser[], context: MailContext): Draft {
  const { language, company, template } = context;
  const words = language === 'sv' ? swedish : english;
  const made = words.made(count, template?.name ?? null, company.name);
  const beyond = count - users.length;
  const table: Block = {
    block: 'table',
    head: [words.name, words.number, words.extension, words.email],
    rows: users.map((user) => [
      presentName(user),
      presentNumber(user.pstnFixed).value ?? '–',
      user.extension ?? '–',
      user.email ?? '–',
    ]),
    more: beyond > 0 ? words.more(presentCount(beyond, language)) : null,
  };
  const subject = words.subjectMany(presentCount(count, language));
  return {
    subject,
    preheader: made,
    blocks: [
      { block: 'heading', text: subject },
      { block: 'paragraph', text: [made] },
      ...(users.length > 0 ? [table] : []),
    ],
    why: words.why(template?.name ?? null),
  };
}

/** Whoever is forgotten is left with an id alone. */
function presentName({ name, surname, alias }: ToldUser): string {
  return `${name} ${surname}`.trim() || alias;
}

/** In its international form: whoever looks after an exchange may do so from another country. */
function presentNumber(digits: string | null): { value: string | null; href?: string } {
  if (digits === null || !/^\d+$/.test(digits)) return { value: null };
  const { text, href } = presentNumberFor(digits, '');
  return { value: text, href };
}

function presentCount(count: number, language: string): string {
  return count.toLocaleString(language === 'sv' ? 'sv-SE' : 'en-GB');
}

const swedish = {
  name: 'Namn',
  number: 'Nummer',
  extension: 'Anknytning',
  userName: 'Användarnamn',
  email: 'E-post',
  noEmail: 'saknas',
  subject: (who: string) => `Ny användare i växeln: ${who}`,
  subjectMany: (count: string) => `${count} nya användare i växeln`,
  made: (count: number, template: string | null, company: string) =>
    `${template === null ? 'En synkmall' : `Synkmallen ${template}`} har lagt upp ${
      count === 1 ? 'en ny användare' : 'nya användare'
    } i växeln hos ${company}.`,
  more: (count: string) => `… och ${count} till, som syns i katalogen.`,
  why: (template: string | null) =>
    `Du får det här mejlet för att din adress står under meddelande om nya användare i ${
      template === null ? 'en synkmall' : `synkmallen ${template}`
    }.`,
};

const english: typeof swedish = {
  name: 'Name',
  number: 'Number',
  extension: 'Extension',
  userName: 'User name',
  email: 'E-mail',
  noEmail: 'none',
  subject: (who) => `New user in the phone system: ${who}`,
  subjectMany: (count) => `${count} new users in the phone system`,
  made: (count, template, company) =>
    `${template === null ? 'A sync template' : `The sync template ${template}`} has made ${
      count === 1 ? 'a new user' : 'new users'
    } in the phone system of ${company}.`,
  more: (count) => `… and ${count} more, who are in the directory.`,
  why: (template) =>
    `You get this mail because your address stands for messages about new users in ${
      template === null ? 'a sync template' : `the sync template ${template}`
    }.`,
};
