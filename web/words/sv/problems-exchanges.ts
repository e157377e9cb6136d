// What the server refuses of exchanges and of users there, by its code: a sentence and what to do. Swedish.
import type { ProblemWords } from './problems.ts';

export const problemsOfExchanges: Readonly<Record<string, ProblemWords>> = {
  'targets.tooMany': {
    text: 'Företaget har så många växlar det kan ha.',
    cure: 'Ta bort en som inte behövs.',
  },
  'target.sameExchange': {
    text: 'En annan av företagets växlar i Rollcall skriver redan till samma växel.',
    cure: 'Ändra den, eller ange en annan adress.',
  },
  'settingsTemplate.mapped': {
    text: 'Användarinställningsmallen styr vad användare får göra i en växel.',
    cure: 'Ge först dess användare en annan mall, och ta sedan bort mallen ur växelns inställningar.',
  },
  'target.ending': {
    text: 'Växeln avslutas: användarna tas bort ur den.',
    cure: 'Vänta, eller ta bort växeln och låt det som är kvar stå.',
  },
  'target.unknown': {
    text: 'Växeln finns inte.',
    cure: 'Se listan över växlar.',
  },
  'target.noSecret': {
    text: 'Växeln har inget lösenord eller token.',
    cure: 'Ange det först.',
  },
  'target.notActive': {
    text: 'Växeln är inte igång, så inget frågas där.',
    cure: 'Återuppta den först.',
  },
  'targetUser.entryUnknown': {
    text: 'Posten finns inte i växeln längre.',
    cure: 'Läs in listan igen.',
  },
  'targetUser.entryOwned': {
    text: 'Posten är redan en annan användares.',
    cure: 'Läs in listan igen.',
  },
  'targetUser.hasEntry': {
    text: 'Användaren har redan en egen post i växeln.',
    cure: 'Låt den andra posten vara, eller ta bort användarens egen först.',
  },
  'targetUser.accountForm': {
    text: 'Kontot har andra tecken än a–z, 0–9, punkt, bindestreck och understreck, eller fler än 40.',
    cure: 'Byt namn på det i växeln, eller låt Rollcall göra ett nytt.',
  },
  'targetUser.accountInUse': {
    text: 'Användaren har redan ett annat konto i en annan växel, och ett konto heter lika överallt.',
    cure: 'Ge posten samma namn i växeln, och ta över den sedan.',
  },
  'targetUser.accountTaken': {
    text: 'En annan användares konto heter så.',
    cure: 'Ta över posten för den användaren, eller byt namn på den i växeln.',
  },
  'targetUser.written': {
    text: 'Användaren är i växeln som i katalogen.',
    cure: 'Det finns inget att försöka igen.',
  },
  'targetUser.noDrift': {
    text: 'Inget har ändrats hos användaren i växeln.',
    cure: 'Jämför växeln och titta igen.',
  },
};
