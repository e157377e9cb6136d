// The mails about what a sync template signs in to Entra with: that it ends (credential.expiring), and that the second one has
// taken over (credential.renewed). The words are credential-words.ts. Pure.
import type { Block, MailContext, MakeDraft } from '../draft.ts';
import { credentialWords } from './credential-words.ts';
import { capitalise, presentOf } from './incident.ts';

export const presentExpiringDraft: MakeDraft<'credential.expiring'> = ({ data }, _mail, context) => {
  const words = credentialWords[context.language];
  const { expiring, names } = words;
  const { credential, days, next, source, app } = data;
  const date = words.date(data.expires);
  const template = context.template?.name ?? '';
  const isOver = days < 0;
  const title = expiring.subject(credential, days);
  const blocks: Block[] = [
    { block: 'heading', text: capitalise(title) },
    { block: 'notice', tone: days <= 3 ? 'error' : 'warning', text: [expiring.lead(credential, days, date)] },
    {
      block: 'facts',
      facts: [
        { name: names.template, value: context.template?.name ?? null },
        { name: names.app, value: app },
        { name: names.ends, value: date },
        { name: names.source, value: expiring.source[source] },
        { name: names.next, value: expiring.next[next] },
      ],
    },
    ...(source === 'administrator' ? [paragraph(expiring.typed)] : []),
    { block: 'heading', text: expiring.otherwise.heading },
    paragraph(
      `${isOver ? expiring.otherwise.after : expiring.otherwise.before} ${expiring.otherwise.unharmed}`,
    ),
    { block: 'heading', text: isOver ? expiring.steps.headingAfter : expiring.steps.heading },
    ...(next === 'none' ? [] : [paragraph(expiring[next])]),
    { block: 'list', ordered: true, items: expiring.steps.items(credential, app, template) },
    ...presentButton(context, words.open),
  ];
  return {
    subject: presentSubject(context, isOver ? words.tags.over : words.tags.soon, title),
    preheader: `${names.ends}: ${date}.`,
    blocks,
    why: words.why(template),
  };
};

export const presentRenewedDraft: MakeDraft<'credential.renewed'> = ({ data }, _mail, context) => {
  const words = credentialWords[context.language];
  const { renewed, names } = words;
  const { credential, why, expires, app } = data;
  const end = expires === null ? renewed.unknown : renewed.known(words.date(expires));
  const title = renewed.subject(credential);
  const blocks: Block[] = [
    { block: 'heading', text: capitalise(title) },
    { block: 'notice', tone: 'good', text: [renewed.lead(credential, why)] },
    {
      block: 'facts',
      facts: [
        { name: names.template, value: context.template?.name ?? null },
        { name: names.app, value: app },
        { name: names.ends, value: expires && words.date(expires) },
      ],
    },
    paragraph(end),
    { block: 'heading', text: renewed.steps.heading },
    { block: 'list', ordered: false, items: renewed.steps.items(credential) },
    ...presentButton(context, words.open),
  ];
  return {
    subject: presentSubject(context, words.tags.renewed, title),
    preheader: end,
    blocks,
    why: words.why(context.template?.name ?? ''),
  };
};

const paragraph = (text: string): Block => ({ block: 'paragraph', text: [text] });

/** As the other alarms have it: one who runs many companies sorts by this. */
function presentSubject({ company, template }: MailContext, tag: string, title: string): string {
  return `${tag}: ${presentOf(template, company)} – ${title}`;
}

function presentButton({ service, template }: MailContext, text: string): Block[] {
  if (service.origin === null || template === null) return [];
  return [{ block: 'button', text, href: `${service.origin}/integrations/ad-sync/${template.id}` }];
}
