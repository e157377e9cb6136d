// Word lists of the made-up company: first names and surnames in ordinary Swedish use (their combinations mean
// nobody), towns, departments and titles. No logic.
const words = (text: string): string[] => text.trim().split(/\s*,\s*/);

export const GIVEN_NAMES = words(`
Anna, Eva, Maria, Karin, Kristina, Lena, Kerstin, Sara, Emma, Ingrid, Malin, Jenny, Åsa, Ulla, Hanna, Elin, Ida,
Linda, Susanne, Monica, Sofia, Johanna, Julia, Frida, Annika, Camilla, Petra, Helena, Agneta, Märta, Astrid, Ebba,
Signe, Tuva, Alva, Saga, Moa, Klara, Linnéa, Agnes, Amina, Fatima, Leila, Yasmin, Zeynep, Mariam, Katarzyna, Irina,
Lars, Mikael, Anders, Johan, Erik, Per, Karl, Peter, Thomas, Jan, Daniel, Fredrik, Hans, Andreas, Stefan, Bengt,
Mats, Magnus, Björn, Göran, Jonas, Håkan, Martin, Niklas, Mattias, Patrik, Henrik, Oskar, Gustav, Axel, Viktor,
Emil, Simon, Rasmus, Albin, Ludvig, Sixten, Åke, Örjan, Torbjörn, Ali, Omar, Hassan, Ahmed, Mehmet, Samir, Dragan,
Piotr, Nikolai, Mohammed, Jean-Pierre, Anna-Karin, Karl-Erik, Per-Olof, Lars-Göran, Ann-Sofie, Eva-Lena`);

export const SURNAMES = words(`
Andersson, Johansson, Karlsson, Nilsson, Eriksson, Larsson, Olsson, Persson, Svensson, Gustafsson, Pettersson,
Jonsson, Jansson, Hansson, Bengtsson, Jönsson, Lindberg, Jakobsson, Magnusson, Lindström, Olofsson, Lindqvist,
Lindvall, Berg, Axelsson, Bergström, Lundberg, Lind, Lundgren, Lundqvist, Mattsson, Berglund, Fredriksson, Sandberg,
Henriksson, Forsberg, Sjöberg, Wallin, Engström, Eklund, Danielsson, Lundin, Håkansson, Björk, Bergman, Gunnarsson,
Wikström, Holm, Samuelsson, Isaksson, Fransson, Nyström, Holmberg, Arvidsson, Löfgren, Söderberg, Nyberg, Blomqvist,
Claesson, Nordström, Mårtensson, Lundström, Pålsson, Björklund, Eliasson, Berggren, Sandström, Nordin, Ström, Åberg,
Falk, Ekström, Hermansson, Holmgren, Hellström, Dahlberg, Hedlund, Sundberg, Sjögren, Ek, Blom, Abrahamsson,
Öberg, Andreasson, Strömberg, Åkesson, Hansen, Norberg, Åström, Dahl, Jonasson, Lindholm, Strand, Norén, Viklund,
Ahmadi, Hussein, Yilmaz, Kovačević, Nowak, Petrov, Hassan, Demir, Rahimi, Virtanen, Nielsen, Olsen, von Essen,
af Klercker, Ekwall-Lindqvist, Grönberg-Hellman, Fjällström, Skogsmo, Kallblad, Vinterhav, Granhult, Stenmo,
Ängslund, Havsjö, Rönnmark, Tallberga, Bäckholm, Myrfors, Klintvall, Lövdal, Sandrevel, Nordhav, Furuskog, Alvik`);

export const TOWNS = words(`
Stockholm, Göteborg, Malmö, Uppsala, Västerås, Örebro, Linköping, Helsingborg, Jönköping, Norrköping, Lund, Umeå,
Gävle, Borås, Södertälje, Eskilstuna, Halmstad, Växjö, Karlstad, Sundsvall, Östersund, Trollhättan, Luleå, Kalmar,
Kristianstad, Falun, Skellefteå, Karlskrona, Visby, Kiruna`);

export interface Department {
  name: string;
  titles: string[];
  /** How many of a hundred people work here, roughly. */
  share: number;
}

export const DEPARTMENTS: Department[] = [
  { name: 'Drift', share: 18, titles: ['Drifttekniker', 'Skiftledare', 'Processoperatör', 'Driftingenjör'] },
  {
    name: 'Kundtjänst',
    share: 15,
    titles: ['Kundrådgivare', 'Kundtjänstmedarbetare', 'Teamledare kundtjänst'],
  },
  {
    name: 'Försäljning',
    share: 12,
    titles: ['Säljare', 'Key Account Manager', 'Innesäljare', 'Affärsutvecklare'],
  },
  {
    name: 'Underhåll',
    share: 11,
    titles: ['Servicetekniker', 'Underhållsingenjör', 'Elektriker', 'Mekaniker'],
  },
  { name: 'Projekt & Bygg', share: 9, titles: ['Projektledare', 'Byggledare', 'Projektör', 'Platschef'] },
  {
    name: 'IT',
    share: 7,
    titles: ['Systemutvecklare', 'IT-tekniker', 'Nätverkstekniker', 'Systemförvaltare'],
  },
  {
    name: 'Ekonomi',
    share: 6,
    titles: ['Ekonom', 'Controller', 'Redovisningsansvarig', 'Löneadministratör'],
  },
  { name: 'Logistik', share: 6, titles: ['Lagermedarbetare', 'Transportledare', 'Inköpare'] },
  { name: 'Nätplanering', share: 5, titles: ['Nätplanerare', 'Beredare', 'Kartingenjör'] },
  { name: 'HR', share: 3, titles: ['HR-partner', 'HR-administratör', 'Rekryterare'] },
  { name: 'Marknad', share: 3, titles: ['Kommunikatör', 'Marknadskoordinator', 'Webbredaktör'] },
  { name: 'Juridik', share: 2, titles: ['Bolagsjurist', 'Upphandlare', 'Dataskyddsombud'] },
  { name: 'Säkerhet & Miljö', share: 2, titles: ['Miljöingenjör', 'Säkerhetssamordnare'] },
  { name: 'Ledning', share: 1, titles: ['Chefsassistent', 'Strategichef'] },
];

export const STREETS = words(
  'Kraftgatan, Storgatan, Hamngatan, Verkstadsvägen, Järnvägsgatan, Industrivägen, Kyrkogatan',
);

export const ROOM_NAMES = words(
  'Vindkraft, Turbinen, Fjällbäcken, Dammluckan, Norrsken, Transformatorn, Kärnan, Solcellen',
);

export const SHARED_MAILBOXES = words(
  'Info, Faktura, Support, Växeln, Reception, Felanmälan, Order, Rekrytering',
);

export const PARTNER_DOMAINS = ['konsultbolaget.example', 'fjallnat.example', 'elteknik-syd.example'];
