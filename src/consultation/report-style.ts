/** The report's one style sheet, for screens of any width, light and dark, and for paper. */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #595959; --bar: #8f0014; --rest: #e4e4e4 }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f2f2; --paper: #161616; --line: #b0b0b0; --bar: #ff9a9a; --rest: #3a3a3a } }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; color: var(--ink); background: var(--paper); font: 100%/1.5 Arial, Helvetica, sans-serif; overflow-wrap: break-word }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 3px solid var(--bar) }
h3 { font-size: 1.1rem; line-height: 1.4; margin: 2rem 0 .5rem }
a { color: inherit }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px }
.wide { overflow-x: auto; margin: 1rem 0 }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold; padding: .25rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums }
tbody th { font-weight: normal; min-width: 9rem }
.bar { min-width: 6rem }
@media (max-width: 40rem) { tbody th { min-width: 5rem } .bar { min-width: 3rem } th, td { padding: .35rem .25rem } }
.bar { display: block; width: 100%; height: .6rem; margin-top: .2rem }
.bar rect { fill: var(--bar) }
.bar .full { fill: var(--rest) }
.quotes { list-style: none; margin: 1rem 0; padding: 0 }
.quotes li { margin: 0 0 .75rem; padding: .25rem .75rem; border-inline-start: 3px solid var(--line) }
.quotes p { margin: .25rem 0 }
.reference { font-weight: bold }
@media (forced-colors: active) { .bar rect { fill: CanvasText } .bar .full { fill: Canvas } }
@media print {
  @page { margin: 18mm }
  :root { --ink: #000; --paper: #fff; --line: #595959; --bar: #8f0014; --rest: #e4e4e4 }
  body { max-width: none; padding: 0; font-size: 10.5pt }
  nav { display: none }
  .wide { overflow: visible }
  tr, .quotes li { break-inside: avoid }
  h2, h3, caption { break-after: avoid }
}
`;
