// How our own few pages look: plain, readable, light or dark as the reader's system is, nothing from outside.

export const style = `
:root { color-scheme: light dark; --line: #d8dde3; --quiet: #5a6672; --back: #fff; --soft: #f4f6f8; --text: #1b232b; --link: #0a5bb5; --bad: #b3261e; --good: #146c2e }
@media (prefers-color-scheme: dark) {
  :root { --line: #323a43; --quiet: #a3afbb; --back: #14181d; --soft: #1c2229; --text: #e6ebf0; --link: #7db7ff; --bad: #ff8a80; --good: #7fd49a }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
a { color: var(--link) }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; margin: 0 0 0.5rem } h2 { margin: 2.5rem 0 0.5rem; font-size: 1.3rem } h3 { margin: 0; font-size: 1rem }
.sheet { display: grid; grid-template-columns: 260px minmax(0, 1fr) }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line); font-size: 0.9rem }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0 } nav strong { display: block }
main { padding: 1.5rem 2rem 6rem; max-width: 62rem }
.quiet { color: var(--quiet) }
article { border: 1px solid var(--line); border-radius: 8px; margin: 0.75rem 0; padding: 0.75rem 1rem }
.method { display: inline-block; min-width: 4.2rem; font-weight: 700; font-size: 0.8rem; text-transform: uppercase }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; margin: 0.25rem 0 0.75rem }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0; border-top: 1px solid var(--line) }
th { font-weight: 600; color: var(--quiet) }
pre { background: var(--soft); border-radius: 6px; padding: 0.75rem; overflow: auto }
summary { cursor: pointer }
.card { max-width: 30rem; margin: 4rem auto; padding: 2rem; border: 1px solid var(--line); border-radius: 12px }
label { display: block; margin-top: 1rem; font-weight: 600 }
input { width: 100%; padding: 0.6rem; margin-top: 0.25rem; border: 1px solid var(--quiet); border-radius: 6px; background: var(--back); color: var(--text); font: inherit }
.hint { color: var(--quiet); font-size: 0.9rem; font-weight: 400 }
.fault { color: var(--bad); font-size: 0.9rem } .done { color: var(--good) }
button { margin-top: 1.5rem; padding: 0.7rem 1.4rem; border: 0; border-radius: 6px; background: var(--link); color: var(--back); font: inherit; font-weight: 600; cursor: pointer }
button[disabled] { opacity: 0.6; cursor: progress }
.code svg { display: block; width: 16rem; max-width: 100%; margin: 0.75rem 0; background: #fff; border-radius: 6px }
dt { color: var(--quiet); font-size: 0.9rem } dd { margin: 0 0 0.75rem; font-size: 1.1rem } details { margin: 0.75rem 0 }
@media (max-width: 800px) { .sheet { display: block } nav { position: static; max-height: none; border: 0 } main { padding: 1rem } .card { margin: 1rem } }
`;
