// The map of the portal: its pages in their groups, as the sidebar and the palette show them.
import type { Icon } from '@tabler/icons-react';
import {
  IconAddressBook,
  IconHistory,
  IconHome,
  IconListDetails,
  IconMail,
  IconPhone,
  IconPlugConnected,
  IconSettings,
  IconShield,
  IconTemplate,
  IconUsers,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { Words } from '../words/words.tsx';

export interface Entry {
  to: NonNullable<LinkProps['to']>;
  icon: Icon;
  label: string;
}

export interface EntryGroup {
  /** null: the first ones, which need no heading. */
  name: string | null;
  entries: readonly Entry[];
}

export function presentMap(words: Words): readonly EntryGroup[] {
  return [
    {
      name: null,
      entries: [
        { to: '/', icon: IconHome, label: words.overview.title },
        { to: '/users', icon: IconUsers, label: words.users.title },
        { to: '/people', icon: IconAddressBook, label: words.people.title },
      ],
    },
    {
      name: words.frame.groups.company,
      entries: [
        { to: '/numbers', icon: IconPhone, label: words.places.numbers },
        { to: '/settings-templates', icon: IconTemplate, label: words.settingsTemplates.title },
        { to: '/company', icon: IconSettings, label: words.places.company },
      ],
    },
    {
      name: words.frame.groups.other,
      entries: [
        { to: '/integrations', icon: IconPlugConnected, label: words.integrations.title },
        { to: '/runs', icon: IconHistory, label: words.runs.title },
        { to: '/outbox', icon: IconMail, label: words.places.outbox },
        { to: '/audit', icon: IconListDetails, label: words.places.audit },
        { to: '/admins', icon: IconShield, label: words.administrators.title },
      ],
    },
  ];
}
