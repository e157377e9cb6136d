// An outside system failed or refused (HOUSE-STYLE §6). It ends the read: a failed or partial read is never
// an empty one (R1). Carries a stable code of SPEC §11, a sentence for people and what to do about it.

export type OutsideCode =
  | 'credential.wrong'
  | 'credential.expired'
  | 'credential.isId'
  | 'app.unknown'
  | 'tenant.unknown'
  | 'permission.missing'
  | 'group.notFound'
  | 'group.ambiguous'
  | 'graph.throttled'
  | 'graph.unavailable'
  | 'graph.protocol'
  | 'provider.invalid';

type OutsideAbout = Record<string, string | string[]>;

export class OutsideError extends Error {
  readonly system: string;
  readonly code: OutsideCode;
  /** What a person can do about it, one sentence. */
  readonly cure: string;
  /** True when the same request may go through later without anybody changing anything. */
  readonly canRetry: boolean;
  /** What a message in other words needs beside the code: permission, group, candidates, tenant … */
  readonly about: OutsideAbout;

  constructor(
    system: string,
    code: OutsideCode,
    message: string,
    cure: string,
    options: { canRetry?: boolean; cause?: unknown; about?: OutsideAbout } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OutsideError';
    this.system = system;
    this.code = code;
    this.cure = cure;
    this.canRetry = options.canRetry ?? false;
    this.about = options.about ?? {};
  }
}
