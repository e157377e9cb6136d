// What a listing remembers between its pages, carried in $skiptoken and nowhere else. Page two follows the
// options of page one, whatever the URL says, and needs the header that page one needed.
import { decideTop, DEFAULT_PAGE, type GraphCall } from './graph-call.ts';
import { badRequest, expiredPageToken } from './graph-error.ts';
import { decodeToken, encodeToken, type TokenState } from './opaque-token.ts';

export interface PageState {
  select: string[] | null;
  top: number;
  /** What the client wrote, null when it left the size to the service. */
  askedTop: string | null;
  filter: string | null;
  orderby: string | null;
  search: string | null;
  expand: string | null;
  /** Page one came with the advanced header. */
  isAdvanced: boolean;
  position: number;
  isFirst: boolean;
  /** The page before was sent empty on purpose; the next one may not be. */
  wasEmpty: boolean;
}

const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function mapToken(state: TokenState): PageState {
  const askedTop = asText(state['t']);
  return {
    select: Array.isArray(state['s']) ? state['s'].map(String) : null,
    top: decideTop(askedTop) ?? DEFAULT_PAGE,
    askedTop,
    filter: asText(state['f']),
    orderby: asText(state['o']),
    search: asText(state['q']),
    expand: asText(state['e']),
    isAdvanced: state['a'] === true,
    position: Number(state['n']),
    isFirst: false,
    wasEmpty: state['x'] === true,
  };
}

export function readPageState(call: GraphCall, resource: string): PageState {
  const { options, directory } = call;
  if (options.skipToken === null) {
    const { select, filter, orderby, search, expand, top } = options;
    const isAdvanced = options.isAdvanced || (options.isEventual && search !== null);
    const size = decideTop(top) ?? DEFAULT_PAGE;
    const start = { position: 0, isFirst: true, wasEmpty: false };
    return { select, filter, orderby, search, expand, top: size, askedTop: top, isAdvanced, ...start };
  }
  const token = decodeToken(directory.id, options.skipToken);
  if (!token || token['k'] !== resource) throw badRequest('Skip token is not valid for this request.');
  const age = directory.clock.now() - Number(token['at']);
  if (age > directory.settings.pageTokenLifeMs) throw expiredPageToken();
  const state = mapToken(token);
  // The paging trap: the header is not part of the link and must come again (and a cast always needs it).
  if ((state.isAdvanced || resource.includes('microsoft.graph.')) && !options.isEventual)
    throw expiredPageToken();
  return state;
}

/** The service writes its links with lower-case escapes; a client must use them as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
    .replace(/'/g, '%27');

export function presentNextLink(
  call: GraphCall,
  resource: string,
  state: PageState,
  position: number,
  isEmpty = false,
): string {
  const token = encodeToken(call.directory.id, {
    k: resource,
    s: state.select,
    t: state.askedTop,
    f: state.filter,
    o: state.orderby,
    q: state.search,
    e: state.expand,
    a: state.isAdvanced,
    n: position,
    at: call.directory.clock.now(),
    x: isEmpty,
  });
  const shown = [
    ['$select', state.select?.join(',')],
    ['$top', state.askedTop],
    ['$filter', state.filter],
    ['$orderby', state.orderby],
    ['$search', state.search],
    ['$expand', state.expand],
    ['$count', state.isAdvanced && state.search === null ? 'true' : null],
  ].flatMap(([name, value]) => (value === null || value === undefined ? [] : [`${name}=${encode(value)}`]));
  const path = resource.split('/').map(encodeURIComponent).join('/');
  return `${call.base}/${path}?${[...shown, `$skiptoken=${token}`].join('&')}`;
}
