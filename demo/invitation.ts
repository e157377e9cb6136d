// What the demonstration says when it is up: where to sign in and as whom, where to begin, and how to reach it from the command line.
import { productPassword, productPeople } from './product-people.ts';

interface Demonstrated {
  /** Where Rollcall answers, and the emulated tenant. */
  url: string;
  tenantUrl: string;
  isSynced: boolean;
  template: string;
  /** The folders of Rollcall's data and of caught mails. */
  data: string;
  mails: string;
  /** ROLLCALL_CLOUDS */
  clouds: string;
}

export function presentInvitation(demonstrated: Demonstrated): string {
  const { url, isSynced } = demonstrated;
  const firstSteps = [
    'The company is connected and mapped, and paused: nothing has been read yet and nobody has been made. The first page has one filled',
    'button, Förhandsgranska: it shows what a run would do, and changes nothing (English is at the foot of the menu).',
    '',
  ];
  const lines = [
    '',
    ...presentSignIn(url),
    '',
    ...(isSynced ? [] : firstSteps),
    ...presentShell(demonstrated),
  ];
  return lines.join('\n');
}

function presentSignIn(url: string): string[] {
  const { administrator, operator, viewer } = productPeople;
  return [
    `  Sign in at   ${url}`,
    `  as           ${administrator.email}`,
    `  password     ${productPassword}`,
    '',
    `By the same password ${operator.email} runs the whole installation, and ${viewer.email} may look and change nothing.`,
  ];
}

function presentShell({ template, data, clouds, mails, tenantUrl }: Demonstrated): string[] {
  const name = JSON.stringify(template);
  return [
    'It stays up until Ctrl-C. The command line, in another terminal in this folder:',
    '',
    `  export ROLLCALL_DATA=${data}`,
    `  export ROLLCALL_CLOUDS='${clouds}'`,
    '  npx rollcall users',
    `  npx rollcall explain ${name} WHO          an object id, UPN, mail, alias or number`,
    `  npx rollcall release-mail ${name}         mails to new users are held until somebody does`,
    '',
    `Mails are caught in ${mails}, told of here, and sent nowhere.`,
    '',
    'The tenant can be changed while it runs; emulator/README.md says how. For example, somebody is hired:',
    '',
    `  curl -X POST ${tenantUrl}/control/users -d '{"givenName":"Tuva","surname":"Lindmark","displayName":"Tuva Lindmark",`,
    `    "mailNickname":"tuva.lindmark","userPrincipalName":"tuva.lindmark@nordvik.example","businessPhones":["08-465 004 17"]}'`,
  ];
}
