// A mail before it is laid out: subject and blocks of plain values. Messages (messages/, one file each) make drafts and never
// write HTML; layout.ts alone turns blocks into text and HTML and escapes every value, so that what comes from Entra can
// be nothing but text. Pure shapes.
import type { MailLanguage } from '../plan/company-mail.ts';
import type { Notice, NoticeKind } from '../plan/notice.ts';

/** A piece of a line. Links go to https, mailto and tel alone. */
export type Inline =
  | string
  | { strong: string }
  | { emphasis: string }
  | { link: string; href: string }
  | { lineBreak: true };

export type Block =
  /** The first block of a mail is its title when it is a heading; others are of parts. */
  | { block: 'heading'; text: string }
  | { block: 'paragraph'; text: Inline[] }
  /** What has to be seen first. */
  | { block: 'notice'; tone: 'error' | 'warning' | 'good' | 'plain'; text: Inline[] }
  /** Names and values; a value that is null is left out with its name. */
  | { block: 'facts'; facts: { name: string; value: string | null; href?: string }[] }
  /**
   * start: the first number of an ordered one; 1 without. rest: how many there are beside the items, and what is said of them; whoever
   * shows fewer items says one number of both.
   */
  | {
      block: 'list';
      ordered: boolean;
      start?: number;
      items: Inline[][];
      rest?: { count: number; text: string };
    }
  /** `more` is said under it. More than three columns are a list on a phone, each row under its first cell. */
  | { block: 'table'; head: string[]; rows: string[][]; more: string | null }
  | { block: 'button'; text: string; href: string }
  | { block: 'divider' };

export interface Draft {
  subject: string;
  /** What a list of mails shows beside the subject. */
  preheader: string;
  blocks: Block[];
  /** Why this mail was sent to whoever reads it, one sentence for the foot. */
  why: string;
}

/** Who runs the service, for the foot of every mail. */
export interface MailService {
  /** Such as "Nordvik Telefoni AB"; the product's name without one. */
  name: string;
  /** How they are reached, as people should read it. */
  contact: string | null;
  /** Where the portal is (scheme, host, port); null: not known, so mails have no links to it. */
  origin: string | null;
}

/** What every message is made with. */
export interface MailContext {
  language: MailLanguage;
  company: { id: string; name: string; timeZone: string };
  /** The sync template that it is about. */
  template: { id: string; name: string } | null;
  /** In its company, of the run that it tells of; null or without: of none, or of one that nobody knows any more. */
  runNumber?: number | null;
  service: MailService;
  /** ms; when it is made. */
  now: number;
}

/** userId: of a mail about one of the notice's users. */
export type MakeDraft<K extends NoticeKind> = (
  notice: Extract<Notice, { kind: K }>,
  mail: { userId: string | null },
  context: MailContext,
) => Draft;

/** A mail laid out. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
  /** What the HTML shows by cid:. */
  images: { cid: string; type: string; bytes: Buffer }[];
}
