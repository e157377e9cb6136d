// rollcall mail MAIL [FILE]: one mail with its words, why it stands as it does and what to do; with a FILE its HTML is written there.
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { presentMailWhy } from '../plan/outbox.ts';
import { readMail } from '../run/read-mail.ts';
import type { MailWords } from '../run/read-mail.ts';
import type { ListedMail } from '../store/outbox-list.ts';
import { CommandError } from './command.ts';
import type { Command } from './command.ts';
import { paint, presentPlain, presentTable, presentTime } from './terminal.ts';
import { withMail } from './with-mail.ts';
import { optionalWord } from './with-user.ts';

export const mail: Command = (context) =>
  withMail(context, async ({ id, company }, { store }) => {
    const { config } = context;
    const reading = { service: config.mail.service, now: config.now ?? Date.now() };
    const found = await readMail(store.database.kysely, company.id, id, reading);
    if (found === null)
      throw new CommandError('mail.unknown', 'The mail is gone.', 'rollcall outbox lists them.');
    const { words } = found;
    const file = optionalWord(context, 1);
    if (file !== null && words.is !== 'gone') await writeFile(resolve(file), words.html);
    const why = presentMailWhy(found.mail.state, found.mail.answer);
    const { state, kind, to, language, attempts, answer } = found.mail;
    const json = { id, kind, state, to, language, attempts, answer, why, words };
    return { exitCode: 0, json, text: presentText(found.mail, words, company.timeZone) };
  });

function presentText(shown: ListedMail, words: MailWords, timeZone: string): string {
  const why = presentMailWhy(shown.state, shown.answer);
  const rows = [
    ['state', `${shown.state} since ${presentTime(shown.stateAt, timeZone)}`],
    ['why', presentPlain(why.message)],
    ['what to do', why.cure],
    ['to', presentPlain(shown.to ?? '–')],
    ...(shown.alias === null ? [] : [['about', presentPlain(shown.alias)]]),
    ...(shown.attempts > 0 ? [['tried', `${shown.attempts} times`]] : []),
    ...(shown.requestedBy === null ? [] : [['by', presentPlain(shown.requestedBy.name)]]),
  ];
  const head = words.is === 'gone' ? words.why : words.subject;
  const note = words.is === 'made' ? [paint('dim', 'As it would be sent now:'), ''] : [];
  const body = words.is === 'gone' ? [] : [...note, ...words.text.trimEnd().split('\n').map(presentPlain)];
  return [paint('bold', presentPlain(head)), ...presentTable(rows), '', ...body].join('\n').trimEnd();
}
