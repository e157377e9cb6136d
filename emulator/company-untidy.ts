// The untidiness of real directories in small, realistic shares. Two kinds: harmless (odd ways to write a number,
// long names, a missing creation date), which a good reader copes with, and harmful (no number, a number or alias
// that somebody has already, guests, rooms), which leaves a person out. Harmful ones add up to about six in a
// hundred, never more.
import { PARTNER_DOMAINS, ROOM_NAMES, SHARED_MAILBOXES, SURNAMES, TOWNS } from './company-names.ts';
import { mapToAscii, numberOf, type Employee } from './company-people.ts';
import { textOf, type Props } from './properties.ts';
import type { Random } from './random.ts';

interface Context {
  random: Random;
  domain: string;
  /** Somebody planned before, of whom one may have copied something. */
  earlier: Props | undefined;
}

type Mess = (employee: Employee, context: Context) => void;

const NBSP = '\u00a0';

function writeOddly({ ordinal, props }: Employee, { random }: Context): void {
  const national = numberOf(ordinal).slice(3);
  const [a, b, c] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
  props['businessPhones'] = [
    random.pick([
      `08-${a} ${b} ${c}`,
      `+46 (0)8 ${a} ${b} ${c}`,
      `00468${national}`,
      `+46${NBSP}8${NBSP}${a}${NBSP}${b}${NBSP}${c}`,
      `08/${a}${b}${c}`,
      `08${national}`,
      ` 08-${a} ${b} ${c} `,
      `+46 8 ${a} ${b} ${c} ankn. ${random.below(90) + 10}`,
      `(08) ${a} ${b} ${c}`,
    ]),
  ];
}

function lengthenName({ props }: Employee, { random }: Context): void {
  const surname = `${random.pick(SURNAMES)} ${random.pick(SURNAMES)}-${random.pick(SURNAMES)}`;
  props['surname'] = surname;
  props['displayName'] = `${textOf(props['givenName'])} ${surname}`;
}

function forgetDate({ props }: Employee): void {
  props['createdDateTime'] = null;
}

const HARMLESS: [share: number, mess: Mess][] = [
  [0.05, writeOddly],
  [0.01, lengthenName],
  [0.003, forgetDate],
];

function turnIntoGuest({ ordinal, props }: Employee, { random, domain }: Context): void {
  const mail = `${textOf(props['mailNickname'])}@${random.pick(PARTNER_DOMAINS)}`;
  const upn = `${mail.replace('@', '_')}#EXT#@${domain}`;
  Object.assign(props, {
    mail,
    userPrincipalName: upn,
    mailNickname: `${mail.replace('@', '_')}#EXT#`,
    userType: 'Guest',
    externalUserState: random.chance(0.7) ? 'Accepted' : 'PendingAcceptance',
    businessPhones: random.chance(0.5) ? [`+46${numberOf(ordinal).slice(2)}`] : undefined,
    department: undefined,
    employeeId: undefined,
    onPremisesSyncEnabled: undefined,
    onPremisesSamAccountName: undefined,
    onPremisesExtensionAttributes: undefined,
    proxyAddresses: [`SMTP:${mail}`],
  });
}

function turnIntoMailbox({ ordinal, props }: Employee, { domain }: Context, name: string): void {
  const alias = `${mapToAscii(name)}.${ordinal}`;
  Object.assign(props, {
    displayName: name,
    givenName: undefined,
    surname: undefined,
    jobTitle: undefined,
    mobilePhone: undefined,
    businessPhones: undefined,
    mailNickname: alias,
    userPrincipalName: `${alias}@${domain}`,
    mail: `${alias}@${domain}`,
    employeeId: undefined,
    accountEnabled: false,
    proxyAddresses: [`SMTP:${alias}@${domain}`],
  });
}

function turnIntoAdmin({ props }: Employee, { domain }: Context): void {
  const alias = `adm-${textOf(props['mailNickname'])}`;
  Object.assign(props, {
    displayName: `ADM ${textOf(props['displayName'])}`,
    mailNickname: alias,
    userPrincipalName: `${alias}@${domain}`,
    mail: undefined,
    businessPhones: undefined,
    mobilePhone: undefined,
    proxyAddresses: undefined,
  });
}

const HARMFUL: [share: number, mess: Mess][] = [
  [0.012, ({ props }) => void (props['businessPhones'] = undefined)],
  [
    0.002,
    ({ props }, { random }) =>
      void (props['businessPhones'] = [random.pick(['finns ej', '12', '08-', 'se mobil'])]),
  ],
  [0.004, ({ props }) => void (props['surname'] = undefined)],
  [0.004, ({ props }, { earlier }) => void (props['businessPhones'] = earlier?.['businessPhones'])],
  [0.003, ({ props }, { earlier }) => void (props['mailNickname'] = earlier?.['mailNickname'])],
  [
    0.004,
    ({ props }) => void (props['mailNickname'] = `${textOf(props['givenName'])} ${textOf(props['surname'])}`),
  ],
  [0.01, ({ props }) => void (props['accountEnabled'] = false)],
  [0.01, turnIntoGuest],
  [0.006, (employee, context) => turnIntoMailbox(employee, context, context.random.pick(SHARED_MAILBOXES))],
  [
    0.004,
    (employee, context) =>
      turnIntoMailbox(
        employee,
        context,
        `Rum ${context.random.pick(ROOM_NAMES)} (${context.random.pick(TOWNS)})`,
      ),
  ],
  [0.003, turnIntoAdmin],
];

function pickMess(list: readonly [number, Mess][], random: Random): Mess | null {
  let roll = random.next();
  for (const [share, mess] of list) {
    roll -= share;
    if (roll < 0) return mess;
  }
  return null;
}

export function applyUntidiness(employee: Employee, context: Context): void {
  const harmless = pickMess(HARMLESS, context.random);
  const harmful = context.earlier ? pickMess(HARMFUL, context.random) : null;
  harmless?.(employee, context);
  harmful?.(employee, context);
}
