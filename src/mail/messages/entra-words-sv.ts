// What is wrong between the sync and Entra – credential, app, tenant, permission, groups – and what to do about it, in Swedish.
// Azure's own words stand in English, as they do in Azure.
import type { Inline } from '../draft.ts';
import { readAbout, readAboutList } from './trouble-words.ts';
import type { Trouble, TroubleWords } from './trouble-words.ts';

const b = (strong: string): Inline => ({ strong });
export const UNHARMED =
  'Inga användare har ändrats eller tagits bort, och alla kan ringa som vanligt. Det som ändras i Entra – nyanställda, namnbyten, de som slutar – når inte växeln förrän felet är åtgärdat.';
const inApp: Inline[] = [
  'Öppna ',
  b('Microsoft Entra ID > App registrations'),
  ' (Appregistreringar) i Azure och välj appen.',
];
export const resync: Inline[] = [
  'Tryck på ',
  b('Omsynkronisering'),
  ' i mallen, så ser du direkt om det fungerar.',
];
export const newSecret: Inline[][] = [
  inApp,
  [
    'Välj ',
    b('Certificates & secrets > New client secret'),
    ' (Certifikat och hemligheter > Ny klienthemlighet) och ange hur länge den ska gälla.',
  ],
  [
    'Kopiera ',
    b('Value'),
    ' (Värde) direkt – den visas bara en gång. ',
    b('Secret ID'),
    ' (Hemligt ID) är något annat och fungerar inte.',
  ],
  ['Klistra in värdet som ', b('client_secret'), ' under Provider Settings i mallen och spara.'],
  resync,
];
const newCertificate: Inline[][] = [
  inApp,
  ['Ladda upp det nya certifikatet under ', b('Certificates & secrets > Certificates'), '.'],
  ['Spara samma certifikat och dess nyckel under Provider Settings i mallen.'],
  resync,
];

function presentCredential(trouble: Trouble): TroubleWords {
  const words = presentFirstCredential(trouble);
  if (readAbout(trouble, 'second') === null) return words;
  return {
    ...words,
    what: `${words.what} Den andra inloggningen som är sparad i mallen (next) godtas inte heller.`,
  };
}

function presentFirstCredential(trouble: Trouble): TroubleWords {
  const isCertificate = readAbout(trouble, 'credential') === 'certificate';
  const steps = isCertificate ? newCertificate : newSecret;
  const it = isCertificate ? 'certifikatet' : 'hemligheten';
  const over = `Entra godtar ${it} igen.`;
  if (trouble.code === 'credential.expired') {
    const what = `Appens ${isCertificate ? 'certifikat' : 'hemlighet (client secret)'} i Entra har gått ut, så synkroniseringen kommer inte in.`;
    return { title: `${it} har gått ut`, what, unharmed: UNHARMED, steps, over };
  }
  if (trouble.code === 'credential.isId') {
    const what = 'Det som är sparat som hemlighet är hemlighetens ID (Secret ID), inte dess värde (Value).';
    return {
      title: 'hemlighetens ID är inklistrat i stället för dess värde',
      what,
      unharmed: UNHARMED,
      steps,
      over,
    };
  }
  const what = isCertificate
    ? 'Entra godtar inte certifikatet som är sparat i mallen. Kanske är det borttaget i Azure, eller så hör nyckeln till ett annat.'
    : 'Entra godtar inte hemligheten som är sparad i mallen. Kanske är den borttagen i Azure, eller fel inklistrad.';
  return { title: `Entra godtar inte ${it}`, what, unharmed: UNHARMED, steps, over };
}

function presentApp(trouble: Trouble): TroubleWords {
  const app = readAbout(trouble, 'app') ?? '';
  const named = app === '' ? 'Appen' : `Appen ${app}`;
  const over = 'Entra känner igen appen igen.';
  if (readAbout(trouble, 'isDisabled') !== null)
    return {
      title: 'appen är avstängd i Entra',
      what: `${named} är avstängd i er tenant, så synkroniseringen kommer inte in.`,
      unharmed: UNHARMED,
      steps: [
        ['Öppna ', b('Microsoft Entra ID > Enterprise applications'), ' i Azure och välj appen.'],
        ['Sätt ', b('Properties > Enabled for users to sign-in'), ' till ', b('Yes'), '.'],
        resync,
      ],
      over,
    };
  return {
    title: 'Entra känner inte till appen',
    what: `${named} finns inte i er tenant. Kanske är den borttagen, eller så är något av id:na i mallen fel.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      [
        'Jämför ',
        b('Application (client) ID'),
        ' och ',
        b('Directory (tenant) ID'),
        ' med client_id och tenant_id i mallen.',
      ],
      ['Kontrollera under ', b('API permissions'), ' att ', b('Grant admin consent'), ' är gjort.'],
      resync,
    ],
    over,
  };
}

function presentTenant(trouble: Trouble): TroubleWords {
  const tenant = readAbout(trouble, 'tenant') ?? '';
  const cloud = readAbout(trouble, 'cloud');
  const isElsewhere = readAbout(trouble, 'isElsewhere') !== null;
  return {
    title: isElsewhere ? 'tenanten ligger i ett annat moln' : 'tenanten finns inte',
    what: isElsewhere
      ? `Tenanten ${tenant} ligger i ett annat moln än ”${cloud ?? ''}”.`
      : `Det finns ingen tenant ${tenant}${cloud === null ? '' : ` i molnet ”${cloud}”`}.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      ['Kopiera ', b('Directory (tenant) ID'), ' till tenant_id under Provider Settings i mallen.'],
      ['Ligger tenanten i ett nationellt moln (usgov, usgov-dod, china) ska det stå som ', b('cloud'), '.'],
      resync,
    ],
    over: 'Entra hittar tenanten igen.',
  };
}

function presentTenantChanged(trouble: Trouble): TroubleWords {
  const before = readAbout(trouble, 'tenantBefore');
  const tenant = readAbout(trouble, 'tenant');
  return {
    title: 'mallen pekar på en annan tenant än förut',
    what: `Mallens användare kommer från tenanten ${before ?? '(okänd)'}, men nu står ${tenant ?? 'en annan'} i Provider Settings. Därför görs ingenting förrän någon har bestämt vad som ska gälla.`,
    unharmed: UNHARMED,
    steps: [
      ['Är den nya tenanten fel: skriv tillbaka den gamla i ', b('tenant_id'), ' och spara.'],
      [
        'Är den rätt: välj i mallen att behålla användarna och klippa deras kopplingar. Då börjar mallen om med den nya tenanten.',
      ],
      resync,
    ],
    over: 'Mallen och dess användare hör till samma tenant igen.',
  };
}

function presentBlocked(blockedBy: string): TroubleWords {
  return {
    title: 'en regel i Entra stänger ute appen',
    what: `En regel i Entra hindrar appen från att logga in. Entra säger: ${blockedBy}`,
    unharmed: UNHARMED,
    steps: [
      [
        'Öppna ',
        b('Microsoft Entra ID > Sign-in logs > Service principal sign-ins'),
        ' i Azure. Där står vilken regel det är.',
      ],
      ['Undanta appen från regeln, eller tillåt den här serverns adress.'],
      resync,
    ],
    over: 'Appen får logga in igen.',
  };
}

function presentHidden(group: string | null): TroubleWords {
  return {
    title: group === null ? 'en grupps medlemmar är dolda' : `medlemmarna i gruppen ${group} är dolda`,
    what: `${group === null ? 'Gruppen' : `Gruppen ”${group}”`} har dolt medlemskap, så det går inte att se vilka som är med. En sådan grupp räknas aldrig som tom.`,
    unharmed: UNHARMED,
    steps: [
      ['Använd en grupp vars medlemmar inte är dolda, eller gör medlemskapet synligt i Entra.'],
      resync,
    ],
    over: 'Medlemmarna går att läsa igen.',
  };
}

function presentPermission(trouble: Trouble): TroubleWords {
  const permission = readAbout(trouble, 'permission');
  const blockedBy = readAbout(trouble, 'blockedBy');
  if (blockedBy !== null) return presentBlocked(blockedBy);
  if (permission === 'Member.Read.Hidden') return presentHidden(readAbout(trouble, 'group'));
  return {
    title: permission === null ? 'appen saknar en behörighet' : `appen saknar behörigheten ${permission}`,
    what: `Appen får inte läsa det som behövs: ${permission === null ? 'en behörighet' : `behörigheten ${permission}`} saknas eller är inte godkänd.`,
    unharmed: UNHARMED,
    steps: [
      inApp,
      [
        'Välj ',
        b('API permissions > Add a permission > Microsoft Graph > Application permissions'),
        ' och kryssa i ',
        b(permission ?? 'User.Read.All'),
        '. En ',
        b('Delegated'),
        ' behörighet räcker inte.',
      ],
      ['Tryck på ', b('Grant admin consent'), ' (Bevilja administratörsmedgivande).'],
      resync,
    ],
    over: 'Appen har behörigheten igen.',
  };
}

function presentGroup(trouble: Trouble): TroubleWords {
  const rule = readAbout(trouble, 'rule');
  const where = rule === null ? 'under user_filter i mallen' : `i regeln ”${rule}” i mallen`;
  const group = readAbout(trouble, 'group') ?? '';
  const candidates = readAboutList(trouble, 'candidates');
  const listed: Inline[][] =
    candidates.length === 0 ? [] : [[`Grupper med det namnet nu: ${candidates.join(', ')}.`]];
  if (trouble.code === 'group.ambiguous')
    return {
      title: `flera grupper heter ${group}`,
      what: `${candidates.length} grupper i Entra heter ”${group}”, och det går inte att veta vilken som menas.`,
      unharmed: UNHARMED,
      steps: [...listed, ['Skriv gruppens ', b('Object ID'), ` i stället för namnet ${where}.`], resync],
      over: 'Det är klart vilken grupp som menas.',
    };
  const isGone = readAbout(trouble, 'isGone') !== null;
  return {
    title: isGone ? `gruppen ${group} finns inte kvar i Entra` : `gruppen ${group} finns inte i Entra`,
    what: isGone
      ? `Gruppen ”${group}” har tagits bort i Entra. En borttagen grupp räknas aldrig som tom, så ingen har tagits bort för det.`
      : readAbout(trouble, 'id') === null
        ? `Ingen grupp i Entra heter ”${group}”.`
        : `Ingen grupp i Entra har Object ID ”${group}”.`,
    unharmed: UNHARMED,
    steps: [
      ...listed,
      isGone
        ? [
            'Återställ gruppen under ',
            b('Groups > Deleted groups'),
            ' i Entra (Microsoft 365-grupper, inom 30 dagar), eller välj en annan.',
          ]
        : ['Jämför med ', b('Microsoft Entra ID > Groups'), '.'],
      ['Skriv den grupp som ska gälla – helst dess ', b('Object ID'), ` – ${where}.`],
      resync,
    ],
    over: 'Gruppen går att läsa igen.',
  };
}

/** By code. */
export const entraWords: Record<string, (trouble: Trouble) => TroubleWords> = {
  'credential.expired': presentCredential,
  'credential.wrong': presentCredential,
  'credential.isId': presentCredential,
  'app.unknown': presentApp,
  'tenant.unknown': presentTenant,
  'tenant.changed': presentTenantChanged,
  'permission.missing': presentPermission,
  'group.notFound': presentGroup,
  'group.ambiguous': presentGroup,
};
