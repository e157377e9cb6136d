// The rows of "who may what": which rights of the API each stands for, and who has them. A test holds it against the server's own table.
export const roleRights = [
  {
    row: 'see',
    roles: ['operator', 'companyAdministrator', 'viewer'],
    rights: [
      'companies.list',
      'company.read',
      'syncTemplate.read',
      'run.read',
      'person.read',
      'user.read',
      'number.read',
      'settingsTemplate.read',
      'change.read',
      'audit.read',
      'mail.read',
      'incident.read',
      'webhook.read',
      'target.read',
      'status.read',
      'administrator.read',
      'token.read',
    ],
  },
  {
    row: 'users',
    roles: ['operator', 'companyAdministrator'],
    rights: ['user.change', 'phone.hand', 'person.decide'],
  },
  {
    row: 'numbers',
    roles: ['operator', 'companyAdministrator'],
    rights: ['number.change', 'settingsTemplate.change'],
  },
  {
    row: 'sync',
    roles: ['operator', 'companyAdministrator'],
    rights: ['syncTemplate.change', 'syncTemplate.delete', 'run.start', 'run.approve', 'change.undo'],
  },
  {
    row: 'mail',
    roles: ['operator', 'companyAdministrator'],
    rights: ['mail.send', 'incident.quiet', 'webhook.send', 'target.feed'],
  },
  { row: 'company', roles: ['operator', 'companyAdministrator'], rights: ['company.change'] },
  {
    row: 'doors',
    roles: ['operator', 'companyAdministrator'],
    rights: ['administrator.change', 'token.change', 'webhook.change', 'target.change'],
  },
  {
    row: 'installation',
    roles: ['operator'],
    rights: ['company.create', 'installation.read', 'installation.change'],
  },
] as const;
