// What a kind of target is; the kinds by name are in target-kinds.ts. What a kind's settings and secrets may be is checked by the kind itself; nobody else looks
// into them but for what all kinds have.
import type { Target } from './target.ts';
import type { AllowedHosts } from './webhook/network.ts';

/** What the settings of each kind have beside their own. Values for templates are the kind's own (a context, groups, a plan). */
export interface TargetSettings {
  /** Whether users who leave can neither call nor register while their days run. */
  suspendLeaving: boolean;
  byDefault: unknown;
  /** By id of a settings template. */
  byTemplate: Readonly<Record<string, unknown>>;
}

export interface SettingsFault {
  /** Keys with dots between. */
  path: string;
  message: string;
  cure: string;
}

export type CheckedSettings<S> = { settings: S } | { faults: SettingsFault[] };
export type CheckedSecrets<K> = { secrets: K } | { faults: SettingsFault[] };

export interface OpenTargetOptions<S, K> {
  settings: S;
  secrets: K;
  /** Of the network behind the server, what its owner allows. */
  allowed: AllowedHosts;
}

interface KindOf<S extends TargetSettings, K> {
  /** Pure. Whole settings, with what is left out as it is by default. */
  checkSettings(value: unknown): CheckedSettings<S>;
  /** Pure. */
  checkSecrets(value: unknown): CheckedSecrets<K>;
  /** Of the SIP digests that it is given; null: it has a sign-in of its own. */
  realmOf(settings: S): string | null;
  /** Where phones sign in, host[:port][;transport=…]; null or nothing: at the realm. */
  phoneServerOf?(settings: S): string | null;
  /** What it is reached at, for people: host and port. */
  addressOf(settings: S): string;
  /** Whether users of another realm are others in the same tables. */
  hasDomains?: boolean;
  /** Makes no connection before it is used. */
  open(options: OpenTargetOptions<S, K>): Target;
}

export type TargetKind = KindOf<TargetSettings, object>;
export type TargetKinds = Readonly<Record<string, TargetKind>>;

/** The kind's own types end here: settings and secrets that are stored have been through its checks. */
export function defineTargetKind<S extends TargetSettings, K extends object>(kind: KindOf<S, K>): TargetKind {
  return {
    checkSettings: (value) => kind.checkSettings(value),
    checkSecrets: (value) => kind.checkSecrets(value),
    realmOf: (settings) => kind.realmOf(settings as S),
    phoneServerOf: (settings) => kind.phoneServerOf?.(settings as S) ?? null,
    addressOf: (settings) => kind.addressOf(settings as S),
    hasDomains: kind.hasDomains ?? false,
    open: ({ settings, secrets, allowed }) =>
      kind.open({ settings: settings as S, secrets: secrets as K, allowed }),
  };
}
