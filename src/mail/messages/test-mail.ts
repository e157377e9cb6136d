// The mail that somebody sends to see that mail arrives.
import type { MakeDraft } from '../draft.ts';

const words = {
  sv: {
    subject: (company: string) => `Testmejl från ${company}`,
    preheader: 'Det kom fram. Du behöver inte göra något.',
    title: 'Mejlen kommer fram',
    body: (by: string) =>
      `${by} skickade det här för att se att mejl härifrån kommer fram, och hur de ser ut.`,
    rest: 'Du behöver inte göra något.',
    why: 'Du får det här mejlet för att någon som sköter växelns synkronisering bad om det.',
  },
  en: {
    subject: (company: string) => `Test mail from ${company}`,
    preheader: 'It arrived. There is nothing you need to do.',
    title: 'Mail arrives',
    body: (by: string) => `${by} sent this to see that mail from here arrives, and how it looks.`,
    rest: 'There is nothing you need to do.',
    why: 'You get this mail because somebody who looks after the exchange’s sync asked for it.',
  },
};

export const presentTestDraft: MakeDraft<'test'> = ({ data }, _mail, { language, company }) => {
  const { subject, preheader, title, body, rest, why } = words[language];
  return {
    subject: subject(company.name),
    preheader,
    blocks: [
      { block: 'heading', text: title },
      { block: 'paragraph', text: [body(data.by)] },
      { block: 'paragraph', text: [rest] },
    ],
    why,
  };
};
