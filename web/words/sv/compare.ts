// Words of comparing what two people have made of one form, Swedish.

export const compare = {
  by: (who: string, at: string) => `${who} ändrade det här ${at}`,
  byUnknown: 'Någon annan har ändrat det här',
  text: 'Inget är sparat än. Välj för varje fält vad som ska gälla.',
  mine: 'Ditt',
  theirs: 'Deras',
  choiceOf: (field: string) => `Välj för ${field}`,
  save: 'Spara det valda',
  chooseAll: 'Välj för varje fält först.',
};
