// Makes certificates: the emulator's TLS identity (an authority of its own and a server certificate for localhost
// and 127.0.0.1) and, for tests, one that an app may sign in with. The official sign-in library refuses plain
// http, hence this. Nothing here is kept or trusted by anybody who is not told to.
import { randomBytes, webcrypto } from 'node:crypto';

export interface Identity {
  certPem: string;
  keyPem: string;
}

export interface TlsIdentity extends Identity {
  caPem: string;
}

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const DAY_MS = 86_400_000;

/**
 * The library's container will not start without a metadata polyfill, yet needs none of its answers for making
 * certificates, so one that knows nothing is put in place instead of a further dependency.
 */
async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  const knowsNothing = (): undefined => undefined;
  if (!('getMetadata' in Reflect)) {
    Object.assign(Reflect, {
      getMetadata: knowsNothing,
      getOwnMetadata: knowsNothing,
      defineMetadata: knowsNothing,
    });
  }
  return import('@peculiar/x509');
}

const makeKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${der
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

// A leading 0 bit keeps the number positive, as the standard wants.
const makeSerial = (): string => `0${randomBytes(12).toString('hex').slice(1)}`;

export async function createAppCertificate(name: string, notBefore: Date, notAfter: Date): Promise<Identity> {
  const x509 = await loadX509();
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: makeSerial(),
    name: `CN=${name}`,
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys,
  });
  return { certPem: certificate.toString('pem'), keyPem: await exportKey(keys.privateKey) };
}

export async function createTlsIdentity(): Promise<TlsIdentity> {
  const x509 = await loadX509();
  const [authorityKeys, serverKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const notBefore = new Date(Date.now() - DAY_MS);
  const notAfter = new Date(Date.now() + 30 * DAY_MS);
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: makeSerial(),
    name: 'CN=Entra emulator authority',
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerial(),
    subject: 'CN=localhost',
    issuer: authority.subject,
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
    ],
  });
  return {
    certPem: server.toString('pem'),
    keyPem: await exportKey(serverKeys.privateKey),
    caPem: authority.toString('pem'),
  };
}
