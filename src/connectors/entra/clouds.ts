// Which Entra clouds there are: the four national ones and those that the server's owner adds by ROLLCALL_CLOUDS
// (SPEC §11). Only the owner may: whoever names a cloud decides where the app's secret is sent. Checks form only;
// the CA file is read when the first connection is made.
import { parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { checkObject, openFaults } from '../../plan/json-object.ts';
import type { Fault, Faults } from '../../plan/json-object.ts';

export interface Cloud {
  name: string;
  /** Origin (and path, if any) of the sign-in service, without a slash at the end. */
  login: string;
  /** Origin (and path, if any) of Graph, without a slash at the end. */
  graph: string;
  /** PEM file of a certificate authority that is trusted besides the usual ones. */
  ca: string | null;
}

const builtIn: readonly Cloud[] = [
  {
    name: 'global',
    login: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    ca: null,
  },
  { name: 'usgov', login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us', ca: null },
  {
    name: 'usgov-dod',
    login: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    ca: null,
  },
  {
    name: 'china',
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    ca: null,
  },
];

/** The built-in clouds and the configured ones; a configured one of a built-in name stands in its place. */
export function parseClouds(
  rollcallClouds: string | undefined,
): { clouds: Map<string, Cloud> } | { faults: Fault[] } {
  const clouds = new Map(builtIn.map((cloud) => [cloud.name, cloud]));
  if (rollcallClouds === undefined || rollcallClouds.trim() === '') return { clouds };
  const faults = openFaults(rollcallClouds);
  const errors: ParseError[] = [];
  const tree = parseTree(rollcallClouds, errors, { disallowComments: true, allowTrailingComma: false });
  const cure = 'Write {"name":{"login":"https://…","graph":"https://…"}}.';
  if (errors[0] || !tree)
    faults.addAt(errors[0]?.offset ?? 0, 'ROLLCALL_CLOUDS', 'ROLLCALL_CLOUDS is not JSON.', cure);
  else if (tree.type !== 'object')
    faults.add(tree, 'ROLLCALL_CLOUDS', 'ROLLCALL_CLOUDS must be an object.', cure);
  else {
    for (const property of tree.children ?? []) {
      const [name, value] = property.children ?? [];
      const cloud = name && value && readCloud(String(name.value), value, faults);
      if (cloud) clouds.set(cloud.name, cloud);
    }
  }
  return faults.list.length > 0 ? { faults: faults.list } : { clouds };
}

function readCloud(name: string, node: Node, faults: Faults): Cloud | null {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    faults.add(node, name, `"${name}" can not name a cloud.`, 'Use letters, digits, dots and hyphens.');
    return null;
  }
  const keys = checkObject(node, name, ['login', 'graph', 'ca'], faults);
  if (!keys) return null;
  const login = keys.required('login', 'Give the address of the sign-in service.');
  const graph = keys.required('graph', 'Give the address of Graph.');
  const ca = keys.get('ca');
  const isCaRight = !ca || ca.type === 'null' || (typeof ca.value === 'string' && ca.value.trim() !== '');
  if (ca && !isCaRight)
    faults.add(
      ca,
      `${name}.ca`,
      '"ca" must be the path of a PEM file.',
      'Give the path, or leave the key out.',
    );
  return {
    name,
    login: (login && readAddress(login, `${name}.login`, faults)) ?? '',
    graph: (graph && readAddress(graph, `${name}.graph`, faults)) ?? '',
    ca: typeof ca?.value === 'string' ? ca.value : null,
  };
}

function readAddress(node: Node, key: string, faults: Faults): string | null {
  const text: unknown = node.value;
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
  const isPlain = url && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!url || !isPlain || !/^https?:$/.test(url.protocol)) {
    faults.add(
      node,
      key,
      `"${key}" is not a web address.`,
      'Write it like https://login.example, without user, query or fragment.',
    );
    return null;
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    faults.add(
      node,
      key,
      `"${key}" would send the secret over the network unencrypted.`,
      'Use https; http is for this machine only (127.0.0.1, localhost).',
    );
    return null;
  }
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
