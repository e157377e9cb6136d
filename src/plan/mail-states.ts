// Kinds and states of mail. Pure shapes.

export const mailKinds = [
  'welcome',
  'welcomeCopy',
  'error',
  'allClear',
  'warning',
  'summary',
  'credential',
  'test',
] as const;
export type MailKind = (typeof mailKinds)[number];

/**
 * held: until somebody releases it. waiting: will be sent. sending: in a sender's hands. sent: the server took it. kept: no mail
 * server is set. uncertain: the line broke before the server's answer. failed: not sent, and not tried again. discarded: not to
 * be sent any more.
 */
export const mailStates = [
  'held',
  'waiting',
  'sending',
  'sent',
  'kept',
  'uncertain',
  'failed',
  'discarded',
] as const;
export type MailState = (typeof mailStates)[number];
