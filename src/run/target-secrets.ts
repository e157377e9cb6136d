// What a target signs in with at the exchange, as one sealed value that is bound to its id. Form was checked when it was given, by its
// kind (connectors/targets.ts).
import type { SecretBox } from '../access/secret-box.ts';

export function sealTargetSecrets(box: SecretBox, id: string, secrets: object): Promise<Buffer> {
  return box.seal(JSON.stringify(secrets), id);
}

/** Throws SecretUnreadable when they were sealed with another key or for another target. */
export async function openTargetSecrets(box: SecretBox, id: string, sealed: Uint8Array): Promise<object> {
  return JSON.parse(await box.open(sealed, id)) as object;
}
