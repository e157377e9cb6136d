// What the server says of an expression that can not be used, sentence by sentence, Swedish. What is not here is shown in its English.
import type { SaidOfExpressions } from '../expression-said-shape.ts';

const types: Readonly<Record<string, string>> = {
  'a text': 'en text',
  'a whole number': 'ett heltal',
  'a number': 'ett tal',
  'true or false': 'sant eller falskt',
  nothing: 'inget',
  'any value': 'vilket värde som helst',
  'a list of texts': 'en lista med texter',
  'a list': 'en lista',
  'a table': 'en tabell',
};
const type = (said: string): string => types[said] ?? said;
const list = (said: string): string => said.split(', ').map(type).join(', ');

const signs: Readonly<Record<string, string>> = {
  'the end': 'slutet',
  'a name': 'ett namn',
  'a text': 'en text',
  'a number': 'ett tal',
};
const sign = (said: string): string => signs[said] ?? said;

/** "Did you mean x?" behind a sentence. */
const meant = (name = ''): string => (name === '' ? '' : ` Menade du ${name}?`);

const said: SaidOfExpressions['said'] = [
  [/^a \) is missing at the end$/u, () => 'Ett ) saknas i slutet'],
  [
    /^(.+) is expected here and not (.+)$/u,
    (wanted = '', found = '') => `Här väntas ${sign(wanted)}, inte ${sign(found)}`,
  ],
  [/^something is missing at the end$/u, () => 'Något saknas i slutet'],
  [/^a comparison is written with ==/u, () => 'En jämförelse skrivs med ==, som i city == "Lund"'],
  [/^"and" is written &&$/u, () => '”Och” skrivs &&'],
  [/^"or" is written \|\|$/u, () => '”Eller” skrivs ||'],
  [/^(.+) does not belong here$/u, (one = '') => `${one} hör inte hemma här`],
  [
    /^a text begins here and its closing/u,
    () => 'En text börjar här, och dess avslutande citattecken saknas',
  ],
  [
    /^before \? stands .+, and this is (.+)$/u,
    (one = '') => `Före ? står något som är sant eller falskt, och det här är ${type(one)}`,
  ],
  [
    /^&& and \|\| join .+, and this is (.+?);/u,
    (one = '') =>
      `&& och || förenar det som är sant eller falskt, och det här är ${type(one)}; skriv till exempel mail != ""`,
  ],
  [
    /^what decides has to be true or false, and this is (.+)$/u,
    (one = '') => `Det som avgör ska vara sant eller falskt, och det här är ${type(one)}`,
  ],
  [
    /^everything in a (list|table) has to be of one kind: here are (.+) and (.+)$/u,
    (what = '', one = '', other = '') =>
      `Allt i en ${what === 'list' ? 'lista' : 'tabell'} ska vara av ett slag: här är ${type(one)} och ${type(other)}`,
  ],
  [
    /^a place in a list is a number from 0, and this is (.+)$/u,
    (one = '') => `En plats i en lista är ett tal från 0, och det här är ${type(one)}`,
  ],
  [
    /^(.+) has no parts to choose from/u,
    (one = '') => `${type(one)} har inga delar att välja bland med . eller [ ]`,
  ],
  [/^(\S+) is not known here$/u, (name = '') => `${name} är inte känt här`],
  [/^a name has to stand first/u, () => 'Ett namn ska stå först, som i businessPhones.filter(p, p != "")'],
  [
    /^! turns true or false around, and this is (.+)$/u,
    (one = '') => `! vänder på sant och falskt, och det här är ${type(one)}`,
  ],
  [/^- takes a number, and this is (.+)$/u, (one = '') => `- tar ett tal, och det här är ${type(one)}`],
  [
    /^\+ can not join (.+) and (.+): write/u,
    (one = '', other = '') =>
      `+ kan inte foga ihop ${type(one)} och ${type(other)}: skriv string(…) om det andra`,
  ],
  [
    /^(\S+) does not go with (.+) and (.+): firstOf/u,
    (operator = '', one = '', other = '') =>
      `${operator} går inte med ${type(one)} och ${type(other)}: firstOf(…) tar det första i en lista`,
  ],
  [
    /^(\S+) does not go with (.+) and (.+)$/u,
    (operator = '', one = '', other = '') => `${operator} går inte med ${type(one)} och ${type(other)}`,
  ],
  [
    /^there is no function (\w+)\(\); matches\(\) is meant$/u,
    (name = '') => `Det finns ingen funktion ${name}(); matches() är den som menas`,
  ],
  [
    /^there is no function (\w+)\(\) for (.+?)(?:\. Did you mean "(.+?)"\?)?$/u,
    (name = '', given = '', near = '') =>
      `Det finns ingen funktion ${name}() för ${list(given)}.${meant(near)}`,
  ],
  [
    /^(\w+)\(\) is written (.+), with what it takes inside$/u,
    (name = '', call = '') => `${name}() skrivs ${call}, med det som den tar innanför`,
  ],
  [
    /^(\w+)\(\) is written (.+), and here it is given (.+)$/u,
    (name = '', call = '', given = '') => `${name}() skrivs ${call}, och här får den ${list(given)}`,
  ],
  [/^write matches\(\) right behind its text$/u, () => 'Skriv matches() direkt efter sin text'],
  [/^matches\(\) takes a pattern/u, () => 'matches() tar ett utskrivet mönster, som i matches("^EXT-")'],
  [/^character (\d+) of the pattern: /u, (at = '') => `Mönstret går inte att använda från tecken ${at}`],
  [
    /^it gives (.+), not true or false/u,
    (one = '') => `Det ger ${type(one)}, inte sant eller falskt: jämför, som i city == "Lund"`,
  ],
  [/^it gives (.+), not a text$/u, (one = '') => `Det ger ${type(one)}, ingen text`],
  [
    /^(\w+) is fifteen attributes, not a text$/u,
    (name = '') => `${name} är femton attribut, ingen text: välj ett av dem`,
  ],
  [
    /^what is worked out here could become longer than (\d+) characters$/u,
    (most = '') => `Det som räknas ut här kan bli längre än ${most} tecken`,
  ],
  [
    /^for a person with long lists and texts this would take too long/u,
    () => 'För en person med långa listor och texter skulle det ta för lång tid att räkna ut',
  ],
  [
    /^lists are walked within one another at most (\d+) deep$/u,
    (most = '') => `Listor gås igenom i varandra på högst ${most} nivåer`,
  ],
  [
    /^There is no Entra field "(.+?)"(?:\. Did you mean "(.+?)"\?)?/u,
    (name = '', near = '') => `Det finns inget attribut ${name} i Entra ID.${meant(near)}`,
  ],
  [
    /^The Entra field "(.+?)" can be read for one person/u,
    (name = '') => `Attributet ${name} går bara att läsa för en person i taget`,
  ],
  [/^The Entra field "(.+?)" /u, (name = '') => `Attributet ${name} går inte att använda här`],
  [
    /^there is no lookup table "(.+?)"(?:\. Did you mean "(.+?)"\?)?$/u,
    (name = '', near = '') => `Det finns ingen uppslagstabell som heter ${name}.${meant(near)}`,
  ],
];

export const expressionSaid: SaidOfExpressions = {
  said,
  cure: 'Under ”Funktioner och attribut” står vad ett uttryck kan göra.',
};
