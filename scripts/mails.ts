// The mail gallery: every mail there is, in both languages, as .html, .txt and pictures at 375 and 700 px, light and dark, to be
// looked at before anything is called done:
//   npm run mails [-- FOLDER [NAME…]]      FOLDER: data/mails when it is left out; NAME: only samples that begin so
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { launchOptions } from './chromium.ts';
import { readGallery } from './gallery.ts';
import type { Laid } from './gallery.ts';

const [folder = 'data/mails', ...names] = process.argv.slice(2);
const out = resolve(folder);
mkdirSync(out, { recursive: true });
const all = await readGallery();
const chosen = all.filter(({ name }) => names.length === 0 || names.some((start) => name.startsWith(start)));
for (const { name, content, standalone } of chosen) {
  writeFileSync(join(out, `${name}.html`), standalone);
  writeFileSync(join(out, `${name}.txt`), `Subject: ${content.subject}\n\n${content.text}`);
}
writeFileSync(join(out, 'index.html'), presentIndex(all));
const browser = await chromium.launch(launchOptions());
try {
  const page = await browser.newPage();
  for (const mail of chosen) await takePictures(page, mail);
} finally {
  await browser.close();
}
process.stdout.write(`${chosen.length} mails in ${out}; open index.html\n`);

async function takePictures(page: Page, { name }: Laid): Promise<void> {
  await page.goto(pathToFileURL(join(out, `${name}.html`)).href);
  for (const width of [375, 700])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(out, `${name}.${width}.${colorScheme}.png`), fullPage: true });
    }
}

function presentIndex(mails: readonly Laid[]): string {
  const links = mails.map(({ name, content }) => {
    const subject = content.subject.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<li><a href="${name}.html">${name}</a> – ${subject} (<a href="${name}.txt">text</a>)</li>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Mails</title><ul>${links.join('')}</ul>`;
}
