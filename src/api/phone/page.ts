// The pages behind the link to a SIP account: the button, the details with codes for softphones, and what is said when there are none.
// Made on the server, without script: a link in a mail is opened in any browser. Everything of the directory is escaped.
import { encodeQR } from 'qr';
import { presentWaveSetup } from '../../plan/phone-setup.ts';
import type { PhoneAccount } from '../../plan/phone-setup.ts';
import type { PhoneLinkLook, ShownAccount } from '../../run/phone-link.ts';
import { escape, presentPage } from '../pages/page.ts';
import { phoneWords } from './words.ts';

const card = (language: string, title: string, body: string): string =>
  presentPage({
    title,
    language,
    body: `<main class="card"><h1>${escape(title)}</h1>${body}</main>`,
    script: null,
  });
const paragraph = (text: string): string => `<p>${escape(text)}</p>`;

/** The page that a link opens, before anything is used up. */
export function presentPhoneLook(look: PhoneLinkLook): string {
  const { is, language, name, company } = look;
  const words = phoneWords[language];
  const whom = look.help ?? words.nobody;
  if (is === 'unknown') return presentUnknown();
  if (is === 'shown')
    return card(language, words.usedTitle, paragraph(words.used) + paragraph(words.usedHelp(whom)));
  if (is === 'over') return card(language, words.overTitle, paragraph(words.over(whom)));
  const says = [words.whose(name, company), words.before, words.beforeNew].map(paragraph).join('');
  return card(
    language,
    words.title,
    `${says}<form method="post"><button>${escape(words.button)}</button></form>`,
  );
}

/** Nobody knows whose it is, nor in which language. */
function presentUnknown(): string {
  const { sv, en } = phoneWords;
  const english = `<section lang="en"><h2>${escape(en.unknownTitle)}</h2>${paragraph(en.unknown)}</section>`;
  return card('sv', sv.unknownTitle, paragraph(sv.unknown) + english);
}

/** origin: of this server, as the user's browser sees it. */
export function presentPhoneShown(look: PhoneLinkLook, shown: ShownAccount, origin: string): string {
  const { language, name, company } = look;
  const words = phoneWords[language];
  const { accounts, secret } = shown;
  const details = accounts.map((account) => presentDetails(account, secret, words)).join('');
  const linphone = presentCode(words.linphone, words.linphoneHow, `${origin}${shown.setupPath}`, words, true);
  const waves = accounts.map((account) =>
    presentCode(words.wave, words.waveHow, presentWaveSetup(name, account, secret), words),
  );
  const codes = `<h2>${escape(words.scan)}</h2>${[linphone, ...waves].join('')}${paragraph(words.other)}`;
  const says = paragraph(words.whose(name, company)) + paragraph(words.shown);
  return card(language, words.shownTitle, says + details + codes);
}

type Words = (typeof phoneWords)['sv'];

function presentDetails({ account, realm, server }: PhoneAccount, secret: string, words: Words): string {
  const rows: [string, string][] = [
    [words.account, account],
    [words.secret, secret],
    [words.domain, realm],
    [words.server, server],
  ];
  const items = rows.map(([name, value]) => `<dt>${escape(name)}</dt><dd><code>${escape(value)}</code></dd>`);
  return `<dl>${items.join('')}</dl>`;
}

function presentCode(app: string, how: string, text: string, words: Words, isFirst = false): string {
  const svg = encodeQR(text, 'svg', { ecc: 'medium' });
  const label = escape(words.codeFor(app));
  const picture = svg.replace('<svg ', `<svg role="img" aria-label="${label}" `);
  return `<details${isFirst ? ' open' : ''}><summary>${escape(app)}</summary>${paragraph(how)}<div class="code">${picture}</div></details>`;
}

/** For a browser that comes to the address that is Linphone's, and for Linphone when it comes too late. */
export function presentSetupPage(isOver: boolean): string {
  const parts = [phoneWords.sv, phoneWords.en].map((words) =>
    paragraph(isOver ? words.setupOver : words.setup),
  );
  return card('sv', phoneWords.sv.setupTitle, parts.join(''));
}
