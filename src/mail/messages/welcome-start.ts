// Words of a company's own to begin with: what the program would say, as Markdown with fields. Fit to be changed.
import type { MailLanguage, WelcomeWords } from '../../plan/company-mail.ts';

export const welcomeStart: Readonly<Record<MailLanguage, WelcomeWords>> = {
  sv: {
    subject: 'Välkommen till växeln hos {company}',
    body: [
      '# Välkommen, {name}!',
      'Nu finns du i växeln hos {company}. Här är uppgifterna du behöver ha till hands.',
      '{details}',
      'Kollegorna når dig på anknytning **{extension}**, alla andra på **{number}**.',
      '[Kom igång]({link})',
      'Behöver du hjälp? Hör av dig till {help}.',
    ].join('\n\n'),
  },
  en: {
    subject: 'Welcome to the phone system of {company}',
    body: [
      '# Welcome, {name}!',
      'You are now in the phone system of {company}. Here is what you need to have at hand.',
      '{details}',
      'Colleagues reach you at extension **{extension}**, everybody else at **{number}**.',
      '[Get started]({link})',
      'Do you need help? Get in touch with {help}.',
    ].join('\n\n'),
  },
};
