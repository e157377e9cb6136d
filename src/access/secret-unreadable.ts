// The one error of sealed secrets: a key is not there, is another one, or a value is damaged. Says what to do, and never
// what the secret or the key is.

export class SecretUnreadable extends Error {
  /** key.missing, key.wrong and key.unusable are about the master key; secret.unreadable about one value. */
  readonly code: 'key.missing' | 'key.wrong' | 'key.unusable' | 'secret.unreadable';
  readonly cure: string;

  constructor(code: SecretUnreadable['code'], message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretUnreadable';
    this.code = code;
    this.cure = cure;
  }
}
