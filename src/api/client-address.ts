// Who is at the other end and how the browser sees us, past the proxies that are ours. Pure. Forwarding headers are
// believed only as far as one of our proxies wrote them; anybody can send such a header.

export interface Connection {
  /** The socket's other end. */
  remote: string | undefined;
  forwardedFor: string | undefined;
  forwardedProto: string | undefined;
  host: string | undefined;
}

export interface Client {
  address: string | null;
  origin: string;
}

export function decideClient(
  { remote, forwardedFor, forwardedProto, host }: Connection,
  isTrusted: (address: string) => boolean,
  configuredOrigin: string | null,
): Client {
  const nearest = remote === undefined ? null : mapAddress(remote);
  const isProxied = nearest !== null && isTrusted(nearest);
  let address = nearest;
  // From the nearest hop outwards: the first that is none of ours is the client; what stands beyond it, it made up.
  for (const hop of isProxied ? (forwardedFor ?? '').split(',').toReversed() : []) {
    if (address !== null && !isTrusted(address)) break;
    address = mapAddress(hop.trim()) || address;
  }
  const scheme =
    isProxied && forwardedProto?.split(',').at(-1)?.trim().toLowerCase() === 'https' ? 'https' : 'http';
  return { address, origin: configuredOrigin ?? `${scheme}://${host ?? 'localhost'}` };
}

/** Without the brackets and port that some proxies write, and IPv4 as IPv4 also over a socket for both. */
function mapAddress(text: string): string {
  const bare =
    /^\[([^\]]+)\](:\d+)?$/.exec(text)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? text;
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').slice(0, 64);
}
