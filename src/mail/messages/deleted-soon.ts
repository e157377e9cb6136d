// Who is deleted in the next seven days, as a part of the digest and of the summary.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { DueUser } from '../../plan/told.ts';
import type { Block } from '../draft.ts';
import type { Times } from '../present-time.ts';

const words = {
  sv: {
    heading: 'Tas bort de närmaste 7 dagarna',
    text: 'De här har slutat i Entra, och deras dagar är snart över. Ska någon vara kvar: öppna användaren i portalen och välj Behåll till.',
    head: ['Användare', 'Tas bort'],
    more: (n: string) => `och ${n} till.`,
  },
  en: {
    heading: 'Deleted in the next 7 days',
    text: 'These people are gone from Entra, and their days are nearly over. If somebody should stay: open the user in the portal and choose Keep until.',
    head: ['User', 'Deleted on'],
    more: (n: string) => `and ${n} more.`,
  },
};

export function presentDeletedSoon(
  { deletedSoon, deletedSoonCount }: { deletedSoon: readonly DueUser[]; deletedSoonCount: number },
  language: MailLanguage,
  times: Times,
): Block[] {
  if (deletedSoonCount === 0) return [];
  const say = words[language];
  const rest = deletedSoonCount - deletedSoon.length;
  return [
    { block: 'heading', text: say.heading },
    { block: 'paragraph', text: [say.text] },
    {
      block: 'table',
      head: say.head,
      rows: deletedSoon.map(({ name, deleteOn }) => [name, times.date(deleteOn)]),
      more: rest > 0 ? say.more(times.number(rest)) : null,
    },
  ];
}
