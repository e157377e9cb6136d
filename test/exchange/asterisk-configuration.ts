// The configuration of an Asterisk that reads its phones and numbers out of PostgreSQL, as an operator would write it: two classes of
// service, three ways to write a number, one trunk. Pure: settings in, files out.

export interface AsteriskSettings {
  folder: string;
  /** With `usr/lib/…/asterisk/modules` and `usr/share/asterisk`. */
  tree: string;
  triplet: string;
  sipPort: number;
  /** The first of twenty. */
  rtpPort: number;
  /** Where the trunk's other end listens. */
  trunkPort: number;
  realm: string;
  database: { host: string; port: number; name: string; user: string; password: string };
}

const MODULES = [
  'res_sorcery_config',
  'res_sorcery_memory',
  'res_sorcery_astdb',
  'res_sorcery_realtime',
  'res_timing_timerfd',
  'res_pjproject',
  'res_pjsip',
  'res_pjsip_session',
  'res_pjsip_pubsub',
  'res_pjsip_authenticator_digest',
  'res_pjsip_endpoint_identifier_user',
  'res_pjsip_registrar',
  'res_pjsip_caller_id',
  'res_pjsip_nat',
  'res_pjsip_rfc3326',
  'res_pjsip_sdp_rtp',
  'res_rtp_asterisk',
  'chan_pjsip',
  'codec_alaw',
  'codec_ulaw',
  'bridge_simple',
  'bridge_native_rtp',
  'pbx_config',
  'pbx_realtime',
  'app_dial',
  'app_verbose',
  'func_callerid',
  'func_logic',
];

/** What Asterisk looks for and may be empty. */
const EMPTY = ['pjproject', 'cdr', 'cel', 'features', 'stasis', 'acl', 'ccss', 'udptl', 'codecs'];
const TABLES = ['ps_endpoints', 'ps_auths', 'ps_aors', 'ps_contacts', 'extensions'];

/** Numbers are kept as 46…; people also write +46… and 0…. */
const writtenForms = [
  'exten => _+X.,1,Goto(${EXTEN:1},1)',
  'exten => _0Z.,1,Goto(46${EXTEN:1},1)',
  'switch => Realtime/vaxel@extensions',
];

export function presentAsteriskFiles(settings: AsteriskSettings): Record<string, string> {
  const { sipPort, rtpPort, realm } = settings;
  return {
    'asterisk.conf': presentFolders(settings),
    'modules.conf': lines(
      '[modules]',
      'autoload=no',
      'preload=res_config_pgsql.so',
      ...MODULES.map((name) => `load=${name}.so`),
    ),
    'logger.conf': lines('[general]', '[logfiles]', 'console => notice,warning,error,verbose'),
    'res_pgsql.conf': presentDatabase(settings),
    'extconfig.conf': lines('[settings]', ...TABLES.map((table) => `${table} => pgsql,asterisk`)),
    'sorcery.conf': lines(
      '[res_pjsip]',
      // The operator's own trunk stands in a file beside the phones of the database.
      'endpoint=config,pjsip.conf,criteria=type=endpoint',
      'endpoint=realtime,ps_endpoints',
      'auth=realtime,ps_auths',
      'aor=realtime,ps_aors',
      'contact=realtime,ps_contacts',
    ),
    'pjsip.conf': lines(
      '[global]',
      'type=global',
      'endpoint_identifier_order=username',
      `default_realm=${realm}`,
      '[udp]',
      'type=transport',
      'protocol=udp',
      `bind=127.0.0.1:${sipPort}`,
      '[trunk]',
      'type=endpoint',
      'context=from-trunk',
      'disallow=all',
      'allow=alaw',
      'direct_media=no',
      'send_pai=yes',
    ),
    'rtp.conf': lines('[general]', `rtpstart=${rtpPort}`, `rtpend=${rtpPort + 19}`),
    'extensions.conf': presentDialplan(settings),
    'indications.conf': lines('[general]', 'country=se', '[se]', 'ringcadence = 1000,5000', 'dial = 425'),
    'http.conf': lines('[general]', 'enabled=no'),
    'manager.conf': lines('[general]', 'enabled=no'),
    ...Object.fromEntries(EMPTY.map((name) => [`${name}.conf`, '\n'])),
  };
}

function presentFolders({ folder, tree, triplet }: AsteriskSettings): string {
  return lines(
    '[directories]',
    `astetcdir => ${folder}`,
    `astmoddir => ${tree}/usr/lib/${triplet}/asterisk/modules`,
    `astdatadir => ${tree}/usr/share/asterisk`,
    ...['astvarlibdir', 'astdbdir', 'astkeydir', 'astagidir', 'astspooldir', 'astrundir', 'astlogdir'].map(
      (name) => `${name} => ${folder}`,
    ),
    '[options]',
    'documentation_language = en_US',
  );
}

function presentDatabase({ database }: AsteriskSettings): string {
  return lines(
    '[general]',
    `dbhost=${database.host}`,
    `dbport=${database.port}`,
    `dbname=${database.name}`,
    `dbuser=${database.user}`,
    `dbpass=${database.password}`,
    'requirements=warn',
  );
}

/** internal: whoever is in the house. national: mobile numbers in Sweden, too. */
function presentDialplan({ trunkPort }: AsteriskSettings): string {
  return lines(
    '[general]',
    '[internal]',
    ...writtenForms,
    '[national]',
    `exten => _467XXXXXXXX,1,Dial(PJSIP/trunk/sip:\${EXTEN}@127.0.0.1:${trunkPort},20)`,
    ...writtenForms,
    '[from-trunk]',
    ...writtenForms,
  );
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
