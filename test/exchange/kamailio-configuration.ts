// Two configurations of Kamailio. The packaged one with the two lines changed that docs/exchanges.md tells operators to change, and
// one of our own with what the packaged one has not: ways to write a number, caller id, rights by group. Pure.

export interface KamailioSettings {
  domain: string;
  /** postgres://… */
  databaseUrl: string;
  sipPort: number;
  trunkPort: number;
  folder: string;
}

/** lines: of docs/exchanges.md; each takes the place of the one that sets the same. Throws where there is no such line, or more. */
export function presentPackaged(packaged: string, lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    const [same] = /^modparam\("\w+", "\w+",/u.exec(line) ?? ['?'];
    const found = text.split('\n').filter((one) => one.startsWith(same));
    const [old] = found;
    if (old === undefined || found.length > 1)
      throw new Error(`Kamailio’s packaged configuration has ${found.length} lines like ${line}.`);
    return text.replace(`\n${old}\n`, `\n${line}\n`);
  }, packaged);
}

/** What the packaged configuration reads beside itself. */
export function presentLocal({ databaseUrl, domain }: KamailioSettings): string {
  return lines(
    '#!define WITH_JSONRPC',
    '#!define WITH_AUTH',
    '#!define WITH_USRLOCDB',
    '#!define WITH_ALIASDB',
    `#!define DBURL "${databaseUrl}"`,
    'loadmodule "db_postgres.so"',
    `alias="${domain}"`,
  );
}

const MODULES =
  'db_postgres kex corex tm tmx sl rr pv maxfwd usrloc registrar textops textopsx siputils xlog sanity ctl jsonrpcs ' +
  'auth auth_db alias_db avpops group uac';

export function presentOwn(settings: KamailioSettings): string {
  const { domain, databaseUrl, folder } = settings;
  const parameters = [
    ...['usrloc', 'auth_db', 'alias_db', 'avpops', 'group'].map((name) => [name, 'db_url', databaseUrl]),
    ...['usrloc', 'auth_db', 'alias_db', 'avpops', 'group'].map((name) => [name, 'use_domain', 1]),
    ['usrloc', 'db_mode', 3],
    ['auth_db', 'calculate_ha1', 0],
    ['auth_db', 'password_column', 'ha1'],
    ['auth_db', 'load_credentials', ''],
    ['avpops', 'avp_table', 'usr_preferences'],
    ['rr', 'enable_full_lr', 1],
    ['registrar', 'max_contacts', 3],
    ['registrar', 'default_expires', 120],
    ['uac', 'restore_mode', 'auto'],
    ['ctl', 'binrpc', `unix:${folder}/ctl`],
    ['jsonrpcs', 'transport', 0],
  ] as const;
  return lines(
    'log_stderror=yes',
    'children=2',
    'auto_aliases=no',
    'dns=no',
    'disable_tcp=yes',
    `alias="${domain}"`,
    ...MODULES.split(' ').map((name) => `loadmodule "${name}.so"`),
    ...parameters.map(
      ([module, name, value]) => `modparam("${module}", "${name}", ${JSON.stringify(value)})`,
    ),
    presentRouting(settings),
  );
}

function presentRouting(settings: KamailioSettings): string {
  return `
request_route {
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  if (!sanity_check()) { exit; }
  if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
  if (!is_method("ACK")) { if (t_precheck_trans()) { t_check_trans(); exit; } t_check_trans(); }
  if (has_totag()) {
    if (loose_route()) { t_relay(); exit; }
    if (is_method("ACK") && t_check_trans()) { t_relay(); exit; }
    if (!is_method("ACK")) { sl_send_reply("404", "Not here"); }
    exit;
  }
  if (is_method("OPTIONS")) { sl_send_reply("200", "OK"); exit; }
  if (!auth_check("$fd", "subscriber", "1")) { auth_challenge("$fd", "0"); exit; }
  if (is_method("REGISTER")) { if (!save("location")) sl_reply_error(); exit; }
  consume_credentials();
  if (!is_method("INVITE")) { sl_send_reply("405", "Method Not Allowed"); exit; }
  record_route();
  remove_hf("P-Asserted-Identity");
  avp_db_load("$fu", "$avp(s:callerid)");
  avp_db_load("$fu", "$avp(s:name)");
  avp_db_load("$fu", "$avp(s:privacy)");
  if ($avp(s:privacy) == "id") {
    uac_replace_from("Anonymous", "sip:anonymous@anonymous.invalid");
    append_hf("Privacy: id\\r\\n");
  } else if ($avp(s:callerid) != $null) {
    uac_replace_from("\\"$avp(s:name)\\"", "sip:$avp(s:callerid)@${settings.domain}");
    append_hf("P-Asserted-Identity: \\"$avp(s:name)\\" <sip:$avp(s:callerid)@${settings.domain}>\\r\\n");
  }
  route(NUMBER);
}

# People write +46…, 46… and 0….
route[NUMBER] {
  if ($rU =~ "^\\+") { strip(1); }
  if ($rU =~ "^0[1-9]") { strip(1); prefix("46"); }
  $var(known) = 0;
  if (alias_db_lookup("dbaliases")) { $var(known) = 1; }
  if (lookup("location")) { t_relay(); exit; }
  if ($var(known)) { sl_send_reply("480", "Temporarily Unavailable"); exit; }
  if ($rU =~ "^46[0-9]{6,11}$") {
    if (!is_user_in("From", "national")) { sl_send_reply("403", "Not Allowed"); exit; }
    $du = "sip:127.0.0.1:${settings.trunkPort}";
    t_relay();
    exit;
  }
  sl_send_reply("404", "Not Found");
  exit;
}`;
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
