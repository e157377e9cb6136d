// How a company's mails look and what its welcome mail says, as an administrator sets it. Pure shapes; null and absent
// stand for the program's own words.

export const mailLanguages = ['sv', 'en'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** Markdown with named fields in braces, such as {name}. */
export interface WelcomeWords {
  subject: string;
  body: string;
}

export interface CompanyMail {
  welcome: Partial<Record<MailLanguage, WelcomeWords>>;
  /** data:image/png;base64,… or image/jpeg; shown above every mail. */
  logo: string | null;
  /** Where a new user goes next: a page of the company's or the exchange's. */
  link: string | null;
  /** Who helps: an e-mail address or a telephone number, as people should read it. */
  help: string | null;
  /** Where answers to mails go. */
  replyTo: string | null;
}

export const companyMailDefaults: CompanyMail = {
  welcome: {},
  logo: null,
  link: null,
  help: null,
  replyTo: null,
};
