// Words of what stands around every page, English.
import type { frame as shape } from '../sv/frame.ts';

export const frame: typeof shape = {
  skip: 'Skip to the content',
  navigation: 'Main menu',
  side: 'Sidebar',
  openMenu: 'Open the menu',
  breadcrumb: 'Where you are',
  search: 'Search …',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
  signOut: 'Sign out',
  chooseCompany: 'Change company',
  groups: { company: 'Company', other: 'Other' },
  offline: 'No contact with the server – trying again. What you have typed is kept.',
  notFound: 'There is no such page',
  notFoundText: 'The address leads nowhere, or what stood here is gone.',
  toOverview: 'To the overview',
  broken: 'This part of the page could not be shown',
  brokenText:
    'Nothing has changed. Load the page again; if it happens again, send the text below to whoever looks after Rollcall.',
  reload: 'Load again',
};
