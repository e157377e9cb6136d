// How our own few pages look: like the portal (its colours stand in web/theme/colors.ts), light or dark as the reader's system is. They are
// shown before there is a portal to sign in to, also where it is not built: so nothing of it is loaded.

export const style = `
:root { color-scheme: light dark; --line: #e6e7ea; --quiet: #636771; --edge: #8d919b; --canvas: #f6f6f7; --back: #ffffff; --soft: #f6f6f7; --text: #1b1d21; --link: #4450c8; --filled: #5361e0; --bad: #b32a2a; --good: #127043 }
@media (prefers-color-scheme: dark) {
  :root { --line: #25282e; --quiet: #9b9fa9; --edge: #656a75; --canvas: #0b0c0e; --back: #131518; --soft: #1d2025; --text: #e9eaee; --link: #a3adfb; --bad: #f58a8a; --good: #5fd196 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
a { color: var(--link) }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
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
body:has(.card) { min-height: 100dvh; display: grid; place-items: center; background: var(--canvas); font-size: 13px }
.card { width: min(376px, calc(100% - 32px)); max-width: none; margin: 16px 0; padding: 28px 28px 24px; background: var(--back); border: 1px solid var(--line); border-radius: 10px }
.card h1 { font-size: 1.375rem; line-height: 1.875rem; font-weight: 600 }
.card p { margin: 0 0 0.75rem }
.product { display: flex; align-items: center; gap: 10px; font-weight: 600; font-size: 14px }
.mark { width: 22px; height: 22px; fill: none; stroke: #ffffff; stroke-width: 2.6; stroke-linecap: round; stroke-linejoin: round } .mark rect { fill: var(--filled); stroke: none }
label { display: block; margin-top: 0.9rem; font-weight: 500 }
input { width: 100%; height: 34px; padding: 0 0.6rem; margin-top: 0.25rem; border: 1px solid var(--edge); border-radius: 7px; background: var(--back); color: var(--text); font: inherit }
input[aria-invalid] { border-color: var(--bad) }
.hint { color: var(--quiet); font-size: 0.9rem; font-weight: 400 }
.fault { color: var(--bad); font-size: 0.9rem } .done { color: var(--good) }
button { width: 100%; height: 34px; margin-top: 1.25rem; border: 0; border-radius: 7px; background: var(--filled); color: #ffffff; font: inherit; font-weight: 500; cursor: pointer }
button[disabled] { opacity: 0.6; cursor: progress }
.code svg { display: block; width: 16rem; max-width: 100%; margin: 0.75rem 0; background: #fff; border-radius: 6px }
dt { color: var(--quiet); font-size: 0.9rem } dd { margin: 0 0 0.75rem; font-size: 1.1rem } details { margin: 0.75rem 0 }
@media (max-width: 800px) { .sheet { display: block } nav { position: static; max-height: none; border: 0 } main { padding: 1rem } }
`;
