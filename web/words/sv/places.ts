// Names of pages whose other words come with the first look at them: the sidebar shows them always. Swedish.

export const places = {
  numbers: 'Nummer',
  company: 'Företagsinställningar',
  outbox: 'Utkorg',
  audit: 'Händelselogg',
};
