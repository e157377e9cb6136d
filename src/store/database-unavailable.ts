// The one error of the store's outside: no database can be had, or the one there is cannot be used.
// Says what is wrong in a sentence and what to do about it; never carries a password or a connection string.

export class DatabaseUnavailable extends Error {
  readonly code = 'database.unavailable';
  /** What a person can do about it, one sentence. */
  readonly cure: string;

  constructor(message: string, cure: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseUnavailable';
    this.cure = cure;
  }
}
