// Mails of the outbox as the API shows them.
import type { z } from '@hono/zod-openapi';
import { decideDiscard, presentMailWhy } from '../../plan/outbox.ts';
import type { MailWords } from '../../run/read-mail.ts';
import type { ManyDone } from '../../run/outbox.ts';
import type { ListedMail } from '../../store/outbox-list.ts';
import { presentActor } from '../runs/present.ts';
import type { mailFullSchema, mailSchema, manyDoneSchema } from './schema.ts';

export function presentListedMail(mail: ListedMail): z.infer<typeof mailSchema> {
  const isTriedAgain = mail.state === 'waiting' && mail.attempts > 0;
  return {
    id: mail.id,
    kind: mail.kind,
    state: mail.state,
    to: mail.to,
    subject: mail.subject,
    language: mail.language,
    templateId: mail.templateId,
    template: mail.template,
    user: mail.userId,
    alias: mail.alias,
    run: mail.runId,
    notice: mail.noticeId,
    createdAt: mail.createdAt.toISOString(),
    stateAt: mail.stateAt.toISOString(),
    sentAt: mail.sentAt?.toISOString() ?? null,
    nextTryAt: isTriedAgain ? mail.notBefore.toISOString() : null,
    attempts: mail.attempts,
    answer: mail.answer,
    requestedBy: presentActor(mail.requestedBy),
  };
}

export function presentMailFull(mail: ListedMail, words: MailWords): z.infer<typeof mailFullSchema> {
  const isGone = words.is === 'gone';
  return {
    ...presentListedMail(mail),
    subject: isGone ? mail.subject : words.subject,
    why: presentMailWhy(mail.state, mail.answer),
    words: words.is,
    text: isGone ? null : words.text,
    html: isGone ? null : words.html,
    mayBeSent: mail.state !== 'sending' && !isGone,
    mayBeDiscarded: decideDiscard(mail.state) === null,
  };
}

export function presentMany(done: ManyDone, preview: boolean): z.infer<typeof manyDoneSchema> {
  const { count, states, others } = done;
  return { preview, count, states: states.map((one) => ({ state: one.state, count: one.count })), others };
}
