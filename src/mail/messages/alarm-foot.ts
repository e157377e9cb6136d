// What every mail to errorMailTo has: where in the portal to go, and why whoever reads it got it.
import type { MailLanguage } from '../../plan/company-mail.ts';
import type { Severity } from '../../plan/notice.ts';
import type { MailContext } from '../draft.ts';

/** null: nobody knows where the portal is. */
export function presentRunLink({ service }: MailContext, run: string | null): string | null {
  return service.origin === null || run === null ? null : `${service.origin}/runs/${run}`;
}

export function presentTemplateLink({ service, template }: MailContext): string | null {
  if (service.origin === null) return null;
  return template === null
    ? `${service.origin}/numbers`
    : `${service.origin}/integrations/ad-sync/${template.id}`;
}

/** People whom the template leaves out. */
export function presentPeopleLink({ service, template }: MailContext): string | null {
  if (service.origin === null || template === null) return null;
  return `${service.origin}/people?template=${template.id}&standing=skip`;
}

const levels = {
  sv: { error: 'fel', warning: 'varningar', info: 'allt som händer' },
  en: { error: 'errors', warning: 'warnings', info: 'everything that happens' },
} as const;

export function presentWhy(
  language: MailLanguage,
  template: { name: string } | null,
  severity: Severity,
): string {
  const level = levels[language][severity];
  if (language === 'sv')
    return `Du får mejlet för att din adress står som mottagare av ${level} i ${template === null ? 'en av företagets synkmallar' : `synkmallen ${template.name}`}.`;
  return `You get this mail because your address is set to receive ${level} in ${template === null ? 'one of the company’s sync templates' : `the sync template ${template.name}`}.`;
}
