// The errors of the token endpoint (REFERENCE 1.5, 1.6): number, OAuth error, HTTP status and wording, and the
// body around them. Which one a request has earned is decided in sign-in.ts; a fault can force any of them.
import { randomUUID } from 'node:crypto';

interface AadstsEntry {
  error: string;
  status: number;
  text: string;
  /** The lookup page knows most codes; error_uri is sent for those only. */
  hasPage?: false;
}

const invalidClient = (text: string): AadstsEntry => ({ error: 'invalid_client', status: 401, text });
const invalidRequest = (text: string): AadstsEntry => ({ error: 'invalid_request', status: 400, text });
const transient = (text: string, status = 503): AadstsEntry => ({
  error: 'temporarily_unavailable',
  status,
  text,
});

const AADSTS: Readonly<Record<number, AadstsEntry>> = {
  7000215: invalidClient(
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app}'.",
  ),
  7000222: invalidClient(
    "The provided client secret keys for app '{app}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security.",
  ),
  7000218: invalidClient(
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ),
  7000216: invalidClient(
    "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  ),
  700027: invalidClient(
    'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is not valid.',
  ),
  700016: {
    error: 'unauthorized_client',
    status: 400,
    text: "Application with identifier '{app}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  7000112: { error: 'unauthorized_client', status: 400, text: "Application '{app}' is disabled." },
  90002: invalidRequest(
    "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  ),
  900023: invalidRequest(
    "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.",
  ),
  90038: invalidRequest("Tenant '{tenant}' request is being redirected to the National Cloud."),
  900382: invalidRequest('Confidential Client is not supported in Cross Cloud request.'),
  70011: {
    error: 'invalid_scope',
    status: 400,
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  500011: {
    error: 'invalid_resource',
    status: 400,
    text: 'The resource principal named {scope} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  900144: invalidRequest("The request body must contain the following parameter: '{field}'."),
  70003: {
    error: 'unsupported_grant_type',
    status: 400,
    text: "The app requested an unsupported grant type '{grant}'.",
  },
  53003: {
    error: 'invalid_grant',
    status: 400,
    text: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  },
  530032: { error: 'invalid_grant', status: 400, text: 'User blocked due to risk on home tenant.' },
  50196: {
    error: 'invalid_grant',
    status: 400,
    text: 'The server terminated an operation because it encountered a client request loop. Please contact your app vendor.',
  },
  90033: transient('A transient error has occurred. Please try again.'),
  90006: transient('External server error: retryable.'),
  90024: transient('RequestBudgetExceededError: a transient error has occurred. Please try again.'),
  90055: transient('TenantThrottlingError: there are too many incoming requests.', 429),
  90090: transient('GraphRetryableError: the service is temporarily unavailable.'),
};

export interface AadstsDetails {
  app?: string;
  tenant?: string;
  scope?: string;
  field?: string;
  grant?: string;
}

export interface SignInAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface AadstsExtras {
  suberror?: string;
  claims?: string;
  /** Older builds part the trailing lines by CR LF. */
  hasLineBreaks?: boolean;
}

export function answerAadsts(
  code: number,
  details: AadstsDetails,
  now: number,
  extras: AadstsExtras = {},
): SignInAnswer {
  const entry = AADSTS[code] ?? invalidRequest('An error has occurred.');
  const [traceId, correlationId] = [randomUUID(), randomUUID()];
  const timestamp = new Date(now)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const text = entry.text.replaceAll(/\{(\w+)\}/g, (_, name: keyof AadstsDetails) => details[name] ?? '');
  const description = [
    `AADSTS${code}: ${text}`,
    `Trace ID: ${traceId}`,
    `Correlation ID: ${correlationId}`,
    `Timestamp: ${timestamp}`,
  ].join(extras.hasLineBreaks ? '\r\n' : ' ');
  return {
    status: entry.status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store, no-cache' },
    body: JSON.stringify({
      error: entry.error,
      error_description: description,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(extras.suberror === undefined ? {} : { suberror: extras.suberror }),
      ...(extras.claims === undefined ? {} : { claims: extras.claims }),
    }),
  };
}
