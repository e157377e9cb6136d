// What was told in a test's database: mails of the outbox with what they say, and notices. Reads only.
import { composeMail } from '../src/run/compose-mail.ts';
import type { MailContent, MailService } from '../src/mail/draft.ts';
import type { Database } from '../src/store/database.ts';
import { mapMail } from '../src/store/mails.ts';

export const testService: MailService = {
  name: 'Nordvik Telefoni AB',
  contact: 'support@telefoni.example',
  origin: 'https://rollcall.example',
};

export interface ToldMail {
  at: Date;
  kind: string;
  to: string | null;
  content: MailContent;
}

/** In the order in which they were written. */
export async function readMails(database: Database, service = testService): Promise<ToldMail[]> {
  const rows = await database.kysely
    .selectFrom('mails')
    .selectAll()
    .orderBy('created_at')
    // What is wrong before what is over.
    .orderBy('kind', 'desc')
    .orderBy('to_address')
    .orderBy('id')
    .execute();
  const mails: ToldMail[] = [];
  for (const row of rows) {
    const made = await composeMail(database.kysely, mapMail(row), service, row.created_at.getTime());
    if (made.is === 'void') throw new Error(`The mail ${row.kind} says nothing: ${made.why}`);
    mails.push({ at: row.created_at, kind: row.kind, to: row.to_address, content: made.content });
  }
  return mails;
}
