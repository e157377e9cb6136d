// What is known of services that take SCIM, as settings to begin with: facts from their own documentation or Microsoft's provisioning
// guides, read in November 2026 and named with each. None of them was tried against the service itself. Plain data.
import { ENTERPRISE, standardAttributes } from './attributes.ts';
import type { Source } from './attributes.ts';
import type { ScimSettings } from './settings.ts';

export interface ScimPreset {
  id: string;
  name: string;
  /** What stands in braces is the customer's own. null: the service shows it where its token is made. */
  url: string | null;
  settings: Pick<ScimSettings, 'attributes' | 'numbersAreContactOnly' | 'perMinute'>;
  /** What an administrator has to know, in sentences. */
  notes: string;
  source: string;
}

const mail: Record<string, Source> = {
  userName: { field: 'email' },
  'name.givenName': { field: 'name' },
  'name.familyName': { field: 'surname' },
  'emails[type eq "work"].value': { field: 'email' },
};
const department = { [`${ENTERPRISE}:department`]: { field: 'department' as const } };
const guide = (name: string) => `learn.microsoft.com/entra/identity/saas-apps/${name}-provisioning-tutorial`;

export const scimPresets: readonly ScimPreset[] = [
  {
    id: 'zoom',
    name: 'Zoom',
    url: 'https://api.zoom.us/scim2',
    settings: { attributes: { ...mail, ...department }, numbersAreContactOnly: true, perMinute: null },
    notes:
      'User names are mail addresses. Zoom Phone’s own attributes (zoomPhoneExtNumber, zoomPhoneSite, zoomPhoneCallingPlan, zoomPhoneNumber) are added to the map with the URN that Zoom gives for them, marked writeOnly, since lists leave them out.',
    source: guide('zoom'),
  },
  {
    id: 'webex',
    name: 'Webex',
    url: 'https://webexapis.com/identity/scim/{organization id}/v2',
    settings: { attributes: standardAttributes, numbersAreContactOnly: true, perMinute: null },
    notes:
      'Numbers here are contact data; a Webex Calling number comes with a licence, which is given in Control Hub. What Webex does not know it leaves out silently.',
    source: 'developer.webex.com/docs/scim-2-overview',
  },
  {
    id: 'ringcentral',
    name: 'RingCentral',
    url: 'https://platform.ringcentral.com/scim/v2',
    settings: {
      attributes: {
        ...mail,
        title: { field: 'title' },
        'phoneNumbers[type eq "mobile"].value': { field: 'mobile' },
        ...department,
      },
      numbersAreContactOnly: true,
      perMinute: 300,
    },
    notes:
      'A user needs a free extension that nobody has; numbers and licences are given in the admin portal, and deleting a user frees them. There is no displayName.',
    source: guide('ringcentral'),
  },
  {
    id: 'dialpad',
    name: 'Dialpad',
    url: null,
    settings: {
      attributes: { ...mail, [`${ENTERPRISE}:officeName`]: { templateValue: true } },
      numbersAreContactOnly: true,
      perMinute: null,
    },
    notes:
      'The value for a settings template is the name of an office in Dialpad, exactly. Numbers are given automatically from the office’s pool. The token is an API key.',
    source: 'help.dialpad.com/docs/okta-saml-scim-faqs',
  },
  {
    id: '8x8',
    name: '8x8',
    url: null,
    settings: {
      attributes: {
        ...mail,
        title: { field: 'title' },
        'phoneNumbers[type eq "work"].value': { field: 'pstnFixed' },
        'phoneNumbers[type eq "mobile"].value': { field: 'mobile' },
        ...department,
        'urn:8x8:scim:schemas:extension:8x8user:2.0:User:site': { templateValue: true },
      },
      numbersAreContactOnly: true,
      perMinute: null,
    },
    notes:
      'The value for a settings template is the name of a site in 8x8; once set it can not be changed over SCIM. Numbers are contact data.',
    source: 'support-portal.8x8.com, User Provisioning Attribute Mappings',
  },
];
