// What a sample of a mail is, for the gallery (mails.ts) and for the test of how mails look. Samples are in mail-samples/, a file
// for each kind of mail, found by themselves; names and numbers in them are made up.
import type { Draft, MailContext } from '../src/mail/draft.ts';
import { drafts } from '../src/mail/messages/drafts.ts';
import type { MailLanguage } from '../src/plan/company-mail.ts';
import type { DataOf, Notice, NoticeKind } from '../src/plan/notice.ts';

export interface MailSample {
  /** Of its files, in kebab-case: welcome-without-extension. */
  name: string;
  kind: NoticeKind | 'welcome';
  draft(context: MailContext): Draft;
  /** Whether the company has a logo. */
  hasLogo?: boolean;
}

/** A sample of a message that tells a notice. data: the facts, or what makes them in a language. */
export function sampleNotice<K extends NoticeKind>(
  name: string,
  kind: K,
  data: DataOf<K> | ((language: MailLanguage) => DataOf<K>),
  more: { severity?: Notice['severity']; userId?: string; hasLogo?: boolean } = {},
): MailSample {
  return {
    name,
    kind,
    hasLogo: more.hasLogo ?? false,
    draft(context) {
      const facts = typeof data === 'function' ? data(context.language) : data;
      const notice = {
        id: '0198f3a2-6b10-7c3e-9d55-3f0e8a7b1c42',
        companyId: context.company.id,
        templateId: context.template?.id ?? null,
        runId: '0198f3a2-6b0f-7a11-8c77-5d2e9b6a4f10',
        kind,
        severity: more.severity ?? 'info',
        at: new Date(context.now),
        data: facts,
      };
      const make = drafts[kind] as
        | ((notice: object, mail: object, context: MailContext) => Draft)
        | undefined;
      if (make === undefined) throw new Error(`No message tells ${kind} yet: add it to drafts.ts.`);
      return make(notice, { userId: more.userId ?? null }, context);
    },
  };
}

export function sampleContext(language: MailLanguage): MailContext {
  return {
    language,
    company: {
      id: '0198f3a2-0001-7000-8000-000000000001',
      name: 'Nordvik Energi AB',
      timeZone: 'Europe/Stockholm',
    },
    template: { id: '0198f3a2-0002-7000-8000-000000000002', name: 'Alla kontor' },
    service: {
      name: 'Fjordtel AB',
      contact: 'support@fjordtel.example · 08-465 004 00',
      origin: 'https://rollcall.fjordtel.example',
    },
    now: Date.parse('2026-11-26T01:14:00Z'),
  };
}

/** Facts that try to be more than text; none of it may do anything or be seen as anything else. */
export const hostile = {
  html: '<img src="x.png" onerror="window.pwned=1"><script>window.pwned=1</script><b style="position:fixed">Åsa</b>',
  lines: 'Åsa\r\nBcc: someone@else.example\r\n\r\n-- \r\n<p>hej',
  direction: 'Åsa \u202Egnp.exe\u202C \u2066\u200Bosynlig\u2069',
  markdown: '[klicka](https://evil.example) **fet** ![x](https://evil.example/x.png) {number}',
  long: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(30),
  emoji: '👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿 Ząb 王小明 مرحبا',
};
