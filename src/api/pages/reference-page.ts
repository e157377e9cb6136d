// The OpenAPI document as a page for people, made once at start. Everything in it is text from the document, escaped.
import { listFields, presentNotes, presentType } from './document.ts';
import type { ApiDocument, Operation, Schema } from './document.ts';
import { escape, presentPage, presentText } from './page.ts';

interface Listed {
  method: string;
  path: string;
  operation: Operation;
}

export function presentReference(document: ApiDocument): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'Other');
  const sections = [...groups].map(([tag, listed]) => presentGroup(tag, listed)).join('');
  const schemas = Object.entries(document.components?.schemas ?? {});
  const body = `<div class="sheet"><nav aria-label="Contents">${presentContents(groups)}</nav><main>${presentHead(document)}${sections}<h2 id="schemas">Schemas</h2>${schemas.map(([name, schema]) => presentSchema(name, schema)).join('')}</main></div>`;
  return presentPage({ title: 'Rollcall API', language: 'en', body, script: null });
}

const presentHead = ({ info }: ApiDocument): string => `<h1>${escape(info.title)} API</h1>
<p class="quiet">Version ${escape(info.version)} · <a href="/api/openapi.json">OpenAPI 3.1 document</a></p>
<p>${escape(info.description ?? '')}</p>
<p>Programs send <code>Authorization: Bearer rc_…</code> with an API token of a company. People sign in with <code>POST /api/v1/sign-in</code>; unsafe requests of a session repeat its <code>csrf</code> in the header <code>X-CSRF-Token</code>.</p>
<p>Lists take <code>limit</code> and <code>cursor</code> and answer <code>{ items, next }</code>. What two people can edit has an <code>ETag</code>, to be sent as <code>If-Match</code>. Posts that make or start something take an <code>Idempotency-Key</code>. Every problem is <code>application/problem+json</code>: <a href="#schema-Problem">Problem</a>, with a stable <code>code</code> and a cure.</p>`;

const idOf = ({ operation, method, path }: Listed): string =>
  escape(operation.operationId ?? `${method}-${path}`);

function presentContents(groups: Map<string, Listed[]>): string {
  const lists = [...groups].map(([tag, listed]) => {
    const links = listed.map(
      (one) => `<li><a href="#${idOf(one)}">${escape(one.operation.summary ?? one.path)}</a></li>`,
    );
    return `<strong>${escape(tag)}</strong><ul>${links.join('')}</ul>`;
  });
  return `${lists.join('')}<a href="#schemas">Schemas</a>`;
}

const presentGroup = (tag: string, listed: readonly Listed[]): string =>
  `<h2>${escape(tag)}</h2>${listed.map(presentOperation).join('')}`;

function presentOperation(listed: Listed): string {
  const { method, path, operation } = listed;
  const paragraphs = (operation.description ?? '').split('\n\n').filter(Boolean);
  return `<article id="${idOf(listed)}"><h3><span class="method">${escape(method)}</span><code>${escape(path)}</code></h3>
<p>${escape(operation.summary ?? '')}</p>${paragraphs.map((text) => `<p class="quiet">${presentText(text)}</p>`).join('')}
${presentParameters(operation)}${presentBody(operation)}${presentResponses(operation)}</article>`;
}

function presentParameters({ parameters = [] }: Operation): string {
  const rows = parameters.map(({ name, in: place, required, description, schema = {} }) => {
    const notes = presentNotes({ ...schema, description: schema.description ?? description ?? '' });
    return `<tr><td><code>${escape(name)}</code>${required ? ' *' : ''}</td><td>${escape(place)}</td><td>${presentType(schema)}</td><td>${notes}</td></tr>`;
  });
  if (rows.length === 0) return '';
  return `<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th>What it is</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function presentBody({ requestBody }: Operation): string {
  const [first] = Object.entries(requestBody?.content ?? {});
  return first?.[1].schema ? `<p>Body (${escape(first[0])}): ${presentType(first[1].schema)}</p>` : '';
}

function presentResponses({ responses = {} }: Operation): string {
  const rows = Object.entries(responses).map(([status, { description = '', content }]) => {
    const [first] = Object.entries(content ?? {});
    const type = first?.[1].schema ? presentType(first[1].schema) : '';
    return `<tr><td>${escape(status)}</td><td>${type}</td><td>${presentText(description)}</td></tr>`;
  });
  return `<details><summary>Answers</summary><table><thead><tr><th>Status</th><th>Body</th><th>When</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`;
}

function presentSchema(name: string, schema: Schema): string {
  const rows = listFields(schema).map(
    ({ name: field, schema: value, isRequired }) =>
      `<tr><td><code>${escape(field)}</code>${isRequired ? ' *' : ''}</td><td>${presentType(value)}</td><td>${presentNotes(value)}</td></tr>`,
  );
  const example =
    schema.example === undefined
      ? ''
      : `<pre><code>${escape(JSON.stringify(schema.example, null, 2))}</code></pre>`;
  const table = rows.length
    ? `<table><thead><tr><th>Field</th><th>Type</th><th>What it is</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
    : `<p>${presentType(schema)}</p>`;
  return `<article id="schema-${escape(name)}"><h3><code>${escape(name)}</code></h3><p class="quiet">${presentText(schema.description ?? '')}</p>${table}${example}</article>`;
}
