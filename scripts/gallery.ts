// The samples of all mails, laid out in both languages: what the gallery draws and the test of how mails look looks at.
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { MailContent } from '../src/mail/draft.ts';
import { presentMail } from '../src/mail/layout.ts';
import { presentStandalone } from '../src/mail/standalone.ts';
import { mailLanguages } from '../src/plan/company-mail.ts';
import { sampleContext } from './mail-sample.ts';
import type { MailSample } from './mail-sample.ts';
import { drawLogo } from './sample-logo.ts';

export interface Laid {
  /** Of its files: welcome.sv. */
  name: string;
  kind: MailSample['kind'];
  content: MailContent;
  /** The HTML with its pictures in it. */
  standalone: string;
}

export async function readGallery(): Promise<Laid[]> {
  const files = globSync(resolve(import.meta.dirname, 'mail-samples/*.ts')).toSorted();
  const samples: MailSample[] = [];
  for (const file of files) samples.push(...((await import(file)) as { samples: MailSample[] }).samples);
  const logo = drawLogo();
  return samples.flatMap((sample) =>
    mailLanguages.map((language) => {
      const context = sampleContext(language);
      const content = presentMail(sample.draft(context), context, sample.hasLogo ? logo : null);
      const name = `${sample.name}.${language}`;
      return { name, kind: sample.kind, content, standalone: presentStandalone(content) };
    }),
  );
}
