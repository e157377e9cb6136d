// A draft ─▶ the mail: subject, text and HTML with logo, sheet and foot. How each block looks is layout-html.ts and
// layout-text.ts; nothing here or there fetches anything from anywhere when the mail is opened. Pure.
import type { Block, Draft, MailContent, MailContext } from './draft.ts';
import { bare, breaks, escape, presentHtmlBlock } from './layout-html.ts';
import { presentTextBlock, wrap } from './layout-text.ts';
import { limitSteps, MOST_BYTES, presentLimits, scantiest } from './limits.ts';
import type { Limits } from './limits.ts';
import { decideLogoSize, parseLogo } from './logo.ts';
import type { Logo } from './logo.ts';
import { presentAttributes, styleSheet } from './paint.ts';
import { presentLine } from './plain-text.ts';

const LOGO_CID = 'logo@mail';
// What mail programs show in their lists; more only hides the end.
const MOST_SUBJECT = 180;

/** logo: data: URL of a PNG or JPEG; one that can not be read is left out. */
export function presentMail(draft: Draft, context: MailContext, logo: string | null): MailContent {
  const read = logo === null ? null : parseLogo(logo);
  const image = read === null || 'fault' in read ? null : read;
  const content = {
    subject: presentLine(draft.subject, MOST_SUBJECT),
    images: image ? [{ cid: LOGO_CID, type: image.type, bytes: image.bytes }] : [],
  };
  const lay = (limits: Limits, blocks: Block[]) => {
    const cut = { ...draft, blocks };
    return {
      ...content,
      text: presentText(cut, context, limits),
      html: presentHtml(cut, context, image, limits),
    };
  };
  const fits = ({ html }: MailContent) => Buffer.byteLength(html) <= MOST_BYTES;
  for (const step of [...limitSteps, scantiest]) {
    const mail = lay(presentLimits(step, context.language), draft.blocks);
    if (fits(mail)) return mail;
  }
  // So many blocks that not even a little of each fits: the last ones go.
  for (let { blocks } = draft; ;) {
    blocks = blocks.slice(0, Math.floor(blocks.length * 0.8));
    const mail = lay(presentLimits(scantiest, context.language), blocks);
    if (fits(mail) || blocks.length === 0) return mail;
  }
}

function presentText(draft: Draft, context: MailContext, limits: Limits): string {
  const blocks = draft.blocks.map((block) => presentTextBlock(block, limits)).filter((text) => text !== '');
  const foot = presentFoot(draft, context, limits).map((line) => wrap(line));
  return `${[...blocks, ['-- ', ...foot].join('\n')].join('\n\n')}\n`;
}

/** Why it was sent, and who runs the service. */
function presentFoot({ why }: Draft, { service }: MailContext, { chars }: Limits): string[] {
  const who = service.contact === null ? service.name : `${service.name} · ${service.contact}`;
  return [presentLine(why, chars), presentLine(who, chars)];
}

/** What stands between dots is not broken where it is short: numbers and addresses. */
const presentUnbroken = (line: string): string =>
  line
    .split(' · ')
    .map((part) =>
      part.length > 36 ? escape(part) : `<span style="white-space:nowrap">${escape(part)}</span>`,
    )
    .join(' · ');

function presentHtml(draft: Draft, context: MailContext, logo: Logo | null, limits: Limits): string {
  const blocks = draft.blocks
    .map((block, at) => presentHtmlBlock(block, limits, at === 0))
    .filter((html) => html !== '')
    .map((html) => `<tr><td style="padding:0 0 18px">${html}</td></tr>`);
  const foot = presentFoot(draft, context, limits).map(
    (line, at) =>
      `<p${presentAttributes(['dim'], `margin:0 0 4px;font-size:13px;line-height:20px;${breaks}`)}>${at === 0 ? escape(line) : presentUnbroken(line)}</p>`,
  );
  const room = 'padding:32px 36px 16px;border:1px solid;border-radius:10px;text-align:left';
  return [
    presentHead(context, presentLine(draft.subject, MOST_SUBJECT)),
    `<body id="mail"${presentAttributes(['canvas', 'text'], `margin:0;padding:0;${fonts}`)}>`,
    presentPreheader(presentLine(draft.preheader, 200)),
    `<table ${bare} width="100%"${presentAttributes(['canvas'], `width:100%;${fonts}`)}><tr><td align="center"${presentAttributes([], 'padding:28px 16px', 'edge')}>`,
    // Outlook knows no greatest width.
    `<!--[if mso]><table ${bare} width="600" align="center"><tr><td><![endif]-->`,
    `<table ${bare} width="100%" style="width:100%;max-width:600px;text-align:left">`,
    `<tr><td style="padding:0 4px 14px">${presentSender(context, logo)}</td></tr>`,
    `<tr><td${presentAttributes(['sheet', 'line', 'text'], room, 'room auto')}><table ${bare} width="100%">`,
    ...blocks,
    `</table></td></tr>`,
    `<tr><td style="padding:16px 4px 0">${foot.join('')}</td></tr></table>`,
    `<!--[if mso]></td></tr></table><![endif]-->`,
    `</td></tr></table></body></html>`,
  ].join('\n');
}

const fonts = `font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif`;

function presentHead({ language }: MailContext, subject: string): string {
  return [
    `<!doctype html>`,
    `<html lang="${language}" dir="ltr">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">`,
    // Numbers of half a page of people are no links to call each of them.
    `<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">`,
    `<meta name="x-apple-disable-message-reformatting">`,
    `<title>${escape(subject)}</title>`,
    `<style>\n${styleSheet}\n</style>`,
    `<!--[if mso]><style>body,table,td,th,p,a,h1,h2,li{font-family:Arial,sans-serif!important}</style><![endif]-->`,
    `</head>`,
  ].join('\n');
}

/** Not seen in the mail itself; the blanks after it keep the mail's first words out of the list. */
function presentPreheader(text: string): string {
  const hidden =
    'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all';
  return `<div style="${hidden}">${escape(text)}${'&nbsp;&zwnj;'.repeat(60)}</div>`;
}

/** The logo on a light plate that no dark scheme turns (a picture of one colour is no colour to them), or the name. */
function presentSender({ company }: MailContext, logo: Logo | null): string {
  const name = escape(presentLine(company.name, 100));
  const words = `margin:0;font-size:15px;line-height:22px;font-weight:600;${breaks}`;
  if (logo === null) return `<p${presentAttributes(['text'], words)}>${name}</p>`;
  const { width, height } = decideLogoSize(logo);
  const plate =
    'padding:6px 8px;border-radius:6px;background-color:#ffffff;background-image:linear-gradient(#ffffff,#ffffff)';
  // Where pictures are not shown the name stands there, dark on the light plate.
  const image = `display:block;border:0;width:${width}px;max-width:100%;height:auto;color:#1b1d21;font-size:15px;font-weight:600`;
  return `<table ${bare}><tr><td style="${plate}"><img src="cid:${LOGO_CID}" alt="${name}" width="${width}" height="${height}" style="${image}"></td></tr></table>`;
}
