// The steps of the guide for the app in Azure, in their order. Apart from the checks of their values, so that an address can be read
// without them. Pure.
export const guideSteps = [
  'signIn',
  'tenantId',
  'registration',
  'clientId',
  'secret',
  'permissions',
  'consent',
  'test',
] as const;
export type GuideStep = (typeof guideSteps)[number];
/** Of a template that has an app already: only its secret is new. */
export const renewalSteps = ['secret', 'test'] as const satisfies readonly GuideStep[];

export const isRenewalStep = (step: GuideStep): boolean => (renewalSteps as readonly string[]).includes(step);
