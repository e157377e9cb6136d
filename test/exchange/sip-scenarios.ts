// What a scripted telephone says and waits for, as scenarios of sipp: it registers, it answers, it calls. A message that a scenario
// does not wait for ends it with a fault, so that a scenario that passes is a proof of each of its lines.

const scenario = (name: string, ...parts: string[]) =>
  `<?xml version="1.0" encoding="UTF-8" ?>\n<scenario name="${name}">\n${parts.join('\n')}\n</scenario>\n`;

const send = (lines: readonly string[], attributes = '') =>
  `<send${attributes}><![CDATA[\n\n${lines.join('\n')}\n\n]]></send>`;

const from = 'From: <sip:[user]@[domain]>;tag=[pid]phone[call_number]';
const via = (tail = '') => `Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]${tail}`;
const contact = 'Contact: <sip:[user]@[local_ip]:[local_port]>';
const empty = ['Content-Length: 0'];

const offer = [
  'Content-Type: application/sdp',
  'Content-Length: [len]',
  '',
  'v=0',
  'o=phone 1 1 IN IP4 [local_ip]',
  's=-',
  'c=IN IP4 [media_ip]',
  't=0 0',
  'm=audio [media_port] RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
];

/**
 * Answers that end it. Named, since sipp takes a second 401 for the first one once more and goes on asking; whether there was one is
 * told by the messages.
 */
function refusals(statuses: readonly number[], label: string): string {
  return statuses
    .map((status) => `<recv response="${status}" optional="true" next="${label}"></recv>`)
    .join('\n');
}

function register(cseq: number, expiresSeconds: number, credentials: readonly string[] = []): string {
  return send([
    'REGISTER sip:[domain] SIP/2.0',
    via(),
    'Max-Forwards: 70',
    from,
    'To: <sip:[user]@[domain]>',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} REGISTER`,
    contact,
    `Expires: ${expiresSeconds}`,
    ...credentials,
    ...empty,
  ]);
}

/** Is asked for its credentials, gives them, and is registered for so long; 0: no more. */
export const registering = (expiresSeconds: number) =>
  scenario(
    'registering',
    register(1, expiresSeconds),
    '<recv response="401" auth="true"></recv>',
    register(2, expiresSeconds, ['[authentication]']),
    '<recv response="100" optional="true"></recv>',
    refusals([401, 403, 404], 'over'),
    '<recv response="200"></recv>',
    '<label id="over"/>',
  );

const answerHead = (status: string) => [
  `SIP/2.0 ${status}`,
  '[last_Via:]',
  '[last_Record-Route:]',
  '[last_From:]',
  '[last_To:];tag=[pid]callee[call_number]',
  '[last_Call-ID:]',
  '[last_CSeq:]',
];

/** Rings, is picked up, and is there until the caller hangs up. */
export const answering = scenario(
  'answering',
  '<recv request="INVITE" rrs="true"></recv>',
  send([...answerHead('180 Ringing'), contact, ...empty]),
  send([...answerHead('200 OK'), contact, ...offer], ' retrans="500"'),
  '<recv request="ACK" rrs="true"></recv>',
  '<recv request="BYE"></recv>',
  send([
    'SIP/2.0 200 OK',
    '[last_Via:]',
    '[last_From:]',
    '[last_To:]',
    '[last_Call-ID:]',
    '[last_CSeq:]',
    ...empty,
  ]),
);

function invite(cseq: number, credentials: readonly string[]): string {
  return send(
    [
      'INVITE sip:[service]@[domain] SIP/2.0',
      via(),
      'Max-Forwards: 70',
      from,
      'To: <sip:[service]@[domain]>',
      'Call-ID: [call_id]',
      `CSeq: ${cseq} INVITE`,
      contact,
      ...credentials,
      ...offer,
    ],
    ' retrans="500"',
  );
}

/** After an INVITE that was answered with a no: its ACK is of the same transaction. */
const acknowledgeNo = (cseq: number) =>
  send([
    'ACK sip:[service]@[domain] SIP/2.0',
    '[last_Via:]',
    from,
    '[last_To:]',
    'Call-ID: [call_id]',
    `CSeq: ${cseq} ACK`,
    'Max-Forwards: 70',
    ...empty,
  ]);

const inDialogue = (method: string, cseq: number) => [
  `${method} [next_url] SIP/2.0`,
  via(),
  '[routes]',
  'Max-Forwards: 70',
  from,
  '[last_To:]',
  'Call-ID: [call_id]',
  `CSeq: ${cseq} ${method}`,
  contact,
  ...empty,
];

/** Dials, is asked for its credentials, talks for a moment, and hangs up. A proxy asks with 407, an exchange with 401. */
export const calling = (challenge: 401 | 407) =>
  scenario(
    'calling',
    invite(1, []),
    '<recv response="100" optional="true"></recv>',
    `<recv response="${challenge}" auth="true"></recv>`,
    acknowledgeNo(1),
    invite(2, ['[authentication]']),
    '<recv response="100" optional="true"></recv>',
    '<recv response="183" optional="true"></recv>',
    '<recv response="180" optional="true"></recv>',
    refusals([401, 403, 404, 407, 480, 486, 503], 'refused'),
    '<recv response="200" rrs="true"></recv>',
    send(inDialogue('ACK', 2)),
    '<pause milliseconds="100"></pause>',
    send(inDialogue('BYE', 3), ' retrans="500"'),
    '<recv response="200" next="over"></recv>',
    '<label id="refused"/>',
    acknowledgeNo(2),
    '<label id="over"/>',
  );
