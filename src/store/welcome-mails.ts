// Welcome mails of new users, written with them by the run that makes them (R15): as many at once as a slice has. What they say
// is made when they are sent (run/read-welcome.ts).
import { sql } from 'kysely';
import type { MailLanguage } from '../plan/company-mail.ts';

export interface Welcomes {
  /** held: until somebody releases them. */
  state: 'waiting' | 'held';
  /** Of whoever prefers another language than the mails' own, or none. */
  language: MailLanguage;
  mails: readonly { id: string; user: string; person: string; to: string }[];
}

/**
 * The statement that writes these. Whoever has been welcomed is not again, whatever else goes wrong. preferredLanguage is
 * such as sv-FI: it stands in the facts, of this run's read or of an earlier one, and nowhere that a plan reads.
 */
export function presentWelcomesInsert(
  run: { id: string; templateId: string; companyId: string; at: Date },
  { state, language, mails }: Welcomes,
) {
  return sql`
    insert into mails (id, company_id, template_id, run_id, user_id, kind, state, to_address, language, created_at, not_before, state_at)
    select m.id, ${run.companyId}::uuid, ${run.templateId}::uuid, ${run.id}::uuid, m.user_id, 'welcome', ${state}::text, m.address,
      coalesce(lower(substring(coalesce(p.facts::json, r.facts)->>'preferredLanguage' from '^\\s*([sS][vV]|[eE][nN])([-_]|\\s*$)')),
        ${language}::text),
      ${run.at}::timestamptz, 'epoch', ${run.at}::timestamptz
    from unnest(
      ${mails.map(({ id }) => id)}::uuid[],
      ${mails.map(({ user }) => user)}::uuid[],
      ${mails.map(({ person }) => person)}::text[],
      ${mails.map(({ to }) => to)}::text[]) as m(id, user_id, person_id, address)
    left join staged_people p on p.run_id = ${run.id} and p.person_id = m.person_id and p.facts is not null
    left join roster r on r.template_id = ${run.templateId} and r.person_id = m.person_id
    on conflict (user_id) where kind = 'welcome' do nothing`;
}
