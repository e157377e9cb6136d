// The mail that somebody sends to see that mail arrives.
import type { MakeDraft } from '../draft.ts';

const words = {
  sv: {
    subject: (company: string) => `Testmejl från ${company}`,
    preheader: 'Mejlen kommer fram.',
    body: (by: string) => `${by} skickade det här för att se att mejl kommer fram. Det gör de.`,
    why: 'Du får det här mejlet för att någon som sköter synkroniseringen bad om det.',
  },
  en: {
    subject: (company: string) => `Test mail from ${company}`,
    preheader: 'Mail arrives.',
    body: (by: string) => `${by} sent this to see that mail arrives. It does.`,
    why: 'You get this mail because somebody who looks after the sync asked for it.',
  },
};

export const presentTestDraft: MakeDraft<'test'> = ({ data }, _mail, { language, company }) => {
  const { subject, preheader, body, why } = words[language];
  const text = [body(data.by)];
  return { subject: subject(company.name), preheader, blocks: [{ block: 'paragraph', text }], why };
};
