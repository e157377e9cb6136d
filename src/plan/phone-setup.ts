// What softphones read an account from: the text of a QR code, or the file behind its address. Only forms that their makers document
// are here (docs/phones.md says where). Pure.

/** Where a user's phones sign in. */
export interface PhoneAccount {
  account: string;
  realm: string;
  /** Host, host:port, either with ;transport=udp, tcp or tls behind it. */
  server: string;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string): string =>
  text.replaceAll(/[&<>"]/gu, (one) => entities[one] ?? one).replaceAll(/\p{Cc}/gu, ' ');

/**
 * The file of Linphone's remote provisioning. md5: of account:realm:secret, which it takes instead of the secret. It reads the file
 * once and keeps what it has read.
 */
export function presentLinphoneSetup(
  name: string,
  accounts: readonly (PhoneAccount & { md5: string })[],
): string {
  const sections = accounts.flatMap(({ account, realm, server, md5 }, at) => [
    section(`proxy_${at}`, {
      reg_identity: `"${name.replaceAll(/["\\]/gu, '')}" <sip:${account}@${realm}>`,
      reg_proxy: `<sip:${server}>`,
      reg_sendregister: '1',
      realm,
    }),
    section(`auth_info_${at}`, { username: account, domain: realm, realm, ha1: md5, algorithm: 'MD5' }),
  ]);
  const once = section('misc', { transient_provisioning: '1' });
  const standard = section('sip', { default_proxy: '0' });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<config xmlns="http://www.linphone.org/xsds/lpconfig.xsd">\n${[once, standard, ...sections].join('\n')}\n</config>\n`;
}

function section(name: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(
    ([key, value]) => `    <entry name="${key}" overwrite="true">${escape(value)}</entry>`,
  );
  return `  <section name="${name}">\n${lines.join('\n')}\n  </section>`;
}

/** The text of the QR code that Grandstream Wave reads; the secret is in it. */
export function presentWaveSetup(name: string, { account, server }: PhoneAccount, secret: string): string {
  // It knows no transport in the address.
  const [host = ''] = server.split(';');
  const fields: Record<string, string> = {
    RegisterServer: host,
    UserID: account,
    AuthID: account,
    AuthPass: secret,
    AccountName: account,
    DisplayName: name,
  };
  const inner = Object.entries(fields).map(([key, value]) => `<${key}>${escape(value)}</${key}>`);
  return `<?xml version="1.0" encoding="utf-8"?><AccountConfig version="1"><Account>${inner.join('')}</Account></AccountConfig>`;
}

/** host[:port][;transport=…] with a name, an IPv4 or a bracketed IPv6 address. */
export const PHONE_SERVER =
  /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:[1-9]\d{0,4})?(;transport=(udp|tcp|tls))?$/i;
