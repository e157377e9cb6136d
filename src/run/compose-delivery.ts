// What is sent to a webhook, made from the notice as it stands at that moment: what has been forgotten of it is not told any more,
// and nothing of it is stored a second time.
import type { Kysely } from 'kysely';
import type { Draft, MailContext, MailService } from '../mail/draft.ts';
import { presentEvent } from '../mail/shapes/event.ts';
import { presentLine } from '../mail/plain-text.ts';
import type { ShapeWords } from '../mail/shapes/shape-words.ts';
import { presentSlackMessage } from '../mail/shapes/slack.ts';
import { presentTeamsMessage } from '../mail/shapes/teams.ts';
import type { MailLanguage } from '../plan/company-mail.ts';
import type { Notice } from '../plan/notice.ts';
import type { WebhookShape } from '../plan/webhook.ts';
import { readCompany } from '../store/companies.ts';
import { readNotice } from '../store/notices.ts';
import type { Tables } from '../store/tables.ts';
import type { Delivery } from '../store/webhook-line.ts';
import { presentNotice, readTemplateOf } from './compose-mail.ts';
import { decideMailLanguage } from './tell.ts';

export type ComposedDelivery =
  | { is: 'message'; body: string; notice: Notice }
  /** Nothing to send, and there never will be. fault: of the program, which could not make it. */
  | { is: 'void'; why: string; fault?: unknown };

export async function composeDelivery(
  db: Kysely<Tables>,
  { companyId, noticeId }: Pick<Delivery, 'companyId' | 'noticeId'>,
  shape: WebhookShape,
  { service, now }: { service: MailService; now: number },
): Promise<ComposedDelivery> {
  const [company, notice] = [await readCompany(db, companyId), await readNotice(db, companyId, noticeId)];
  if (company === null || notice === null)
    return { is: 'void', why: 'What it tells is no longer kept, and so it can not be sent.' };
  const template = await readTemplateOf(db, notice.templateId);
  const about = { company: { id: company.id, name: company.name, timeZone: company.timeZone }, template };
  const language = decideMailLanguage(company.language);
  const draftIn = (wanted: MailLanguage) =>
    presentNotice(notice, { userId: null }, { ...about, language: wanted, service, now });
  try {
    const body = presentBody(notice, shape, { ...about, language, service, now }, draftIn);
    if (body === null) return { is: 'void', why: 'There are no words for this kind of notice.' };
    return { is: 'message', body: JSON.stringify(body), notice };
  } catch (fault) {
    // Everything that was to be read is: what goes wrong here is this message's alone, whoever is sent others.
    return { is: 'void', why: NOT_MADE, fault };
  }
}

const NOT_MADE =
  'Rollcall could not make the message: a fault of its own, which its log tells of. Send it again after an update.';

function presentBody(
  notice: Notice,
  shape: WebhookShape,
  context: MailContext,
  draftIn: (language: MailLanguage) => Draft | null,
): object | null {
  if (shape === 'json') {
    const [sv, en] = [draftIn('sv'), draftIn('en')];
    return presentEvent(notice, context, sv && en && { sv, en });
  }
  const draft = draftIn(context.language);
  if (draft === null) return null;
  const present = shape === 'teams' ? presentTeamsMessage : presentSlackMessage;
  return present(draft, presentWords(context));
}

function presentWords({ language, company, template, service }: MailContext): ShapeWords {
  const named = [service.name, company.name, template?.name ?? ''].filter((name) => name !== '');
  return {
    foot: named.join(' · '),
    more: (count) => (language === 'sv' ? `… och ${count} till` : `… and ${count} more`),
  };
}

/** Long enough to say what is wrong. */
const MOST_ANSWER = 300;
/** Shorter texts are in every answer: "sv", a digit. */
const LEAST_WORD = 4;

/**
 * The beginning of what a receiver answered, to be kept with the delivery. Some send back what they were sent: that would be a copy
 * of people's names that nobody forgets.
 */
export function presentKeptAnswer(text: string, notice: Notice): string | null {
  const line = presentLine(text, MOST_ANSWER).replaceAll(/\s+/g, ' ');
  if (line === '') return null;
  const words = textsOf(notice.data).filter((word) => word.length >= LEAST_WORD);
  // As JSON writes what is not ASCII, too.
  const folded = text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
  if (words.some((word) => folded.includes(word.toLowerCase())))
    return 'The answer repeats what it was sent, and so it is not kept.';
  return line;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}
