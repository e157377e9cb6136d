// What the server refuses, by its code: a sentence and what to do. A code without words shows the server's English ones. Swedish.

export interface ProblemWords {
  text: string;
  cure: string;
}

export const problems: Readonly<Record<string, ProblemWords>> = {
  offline: { text: 'Servern svarar inte.', cure: 'Vänta en stund och försök igen.' },
  notAllowed: { text: 'Din roll tillåter inte det.', cure: 'Be någon som får, eller be om en annan roll.' },
  changed: { text: 'Någon annan har ändrat det under tiden.', cure: 'Läs in på nytt och gör om ändringen.' },
  tooManyRequests: {
    text: 'Det kom för många frågor på en gång.',
    cure: 'Vänta några sekunder och försök igen.',
  },
};
