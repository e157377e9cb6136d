// The rest of what a directory reader meets: the recycle bin, the organisation and the app's own credentials.
// The last two need permissions that a synchroniser usually lacks, so 403 is their common answer.
import { mustMay } from './access.ts';
import {
  answerJson,
  presentContext,
  writeCollection,
  type GraphAnswer,
  type GraphCall,
} from './graph-call.ts';
import { GraphError, notFound } from './graph-error.ts';
import { createObjectWriter } from './object-writer.ts';
import { presentNextLink, readPageState } from './page-state.ts';
import { presentInstant } from './clock.ts';
import { decideProperties } from './select.ts';

export function answerDeletedUsers(call: GraphCall): GraphAnswer {
  mustMay(call, 'users');
  const { catalog, people } = call.directory;
  const resource = 'directory/deletedItems/microsoft.graph.user';
  const state = readPageState(
    // The cast is part of the address here and asks for no header.
    { ...call, options: { ...call.options, isEventual: true } },
    resource,
  );
  const names = decideProperties(state.select, [...catalog.userDefaults, 'deletedDateTime'], {
    known: catalog.user,
    typeName: 'User',
    isCollection: true,
    roles: call.roles,
  });
  const bin = [...people.bin.values()];
  const end = state.position + state.top;
  const items = bin.slice(state.position, end).map(createObjectWriter(catalog.user, names, 'list'));
  const nextLink = end < bin.length ? presentNextLink(call, resource, state, end) : undefined;
  return answerJson(writeCollection(presentContext(call, 'users', state.select), { nextLink }, items));
}

function writeDeletedUser(call: GraphCall, id: string): string {
  const { catalog, people } = call.directory;
  const person = people.get(id);
  if (!person) throw notFound(id);
  const names = [...catalog.userDefaults, 'deletedDateTime'];
  const text = createObjectWriter(catalog.user, names, 'list', '#microsoft.graph.user')(person);
  const context = `${presentContext(call, 'directoryObjects', null)}/$entity`;
  return `{"@odata.context":${JSON.stringify(context)},${text.slice(1)}`;
}

export function answerDeletedItem(call: GraphCall, id: string): GraphAnswer {
  mustMay(call, 'users');
  if (!call.directory.people.bin.has(id.toLowerCase())) throw notFound(id);
  return answerJson(writeDeletedUser(call, id));
}

export function answerRestore(call: GraphCall, id: string, restore: (id: string) => void): GraphAnswer {
  mustMay(call, 'restore');
  if (!call.directory.people.bin.has(id.toLowerCase())) throw notFound(id);
  restore(id);
  return answerJson(writeDeletedUser(call, id));
}

export function answerOrganization(call: GraphCall): GraphAnswer {
  mustMay(call, 'organization');
  const { id, displayName, domain } = call.directory;
  const capabilities = 'Email, OfficeCommunicationsOnline';
  const item = {
    id,
    displayName,
    verifiedDomains: [{ name: domain, isDefault: true, isInitial: false, type: 'Managed', capabilities }],
  };
  return answerJson(writeCollection(presentContext(call, 'organization', null), {}, [JSON.stringify(item)]));
}

export function answerApplication(call: GraphCall, appId: string): GraphAnswer {
  mustMay(call, 'applications');
  const app = call.directory.apps.get(appId);
  if (!app) throw notFound(appId);
  const all = {
    id: app.objectId,
    appId: app.clientId,
    displayName: app.displayName,
    createdDateTime: null,
    signInAudience: 'AzureADMyOrg',
    passwordCredentials: app.secrets.map((secret) => ({
      customKeyIdentifier: null,
      displayName: secret.displayName,
      endDateTime: presentInstant(secret.expiresAt),
      hint: secret.value.slice(0, 3),
      keyId: secret.keyId,
      secretText: null,
      startDateTime: presentInstant(secret.startsAt),
    })),
    keyCredentials: app.certificates.map(({ keyId, x509 }) => ({
      customKeyIdentifier: Buffer.from(x509.fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
      displayName: x509.subject,
      endDateTime: presentInstant(Date.parse(x509.validTo)),
      key: null,
      keyId,
      startDateTime: presentInstant(Date.parse(x509.validFrom)),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    })),
  };
  const { select } = call.options;
  const unknown = select?.find((name) => !(name in all));
  if (unknown !== undefined) {
    throw new GraphError(
      400,
      'Request_BadRequest',
      `Could not find a property named '${unknown}' on type 'Microsoft.DirectoryServices.Application'.`,
    );
  }
  const shown = Object.entries(all).filter(([name]) => name === 'id' || (select?.includes(name) ?? true));
  const context = `${presentContext(call, 'applications', select)}/$entity`;
  return answerJson(JSON.stringify({ '@odata.context': context, ...Object.fromEntries(shown) }));
}
