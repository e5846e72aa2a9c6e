/**
 * How the report looks on screens of any width, light and dark, and on paper. Each row of a table is a
 * small block. Bars are borders, since browsers leave backgrounds out when they print and in forced
 * colours.
 */
export const reportStyle = `
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --line: #595959; --bar: #8f0014; --rest: #e4e4e4 }
@media (prefers-color-scheme: dark) { :root { --ink: #f2f2f2; --paper: #161616; --line: #b0b0b0; --bar: #ff9a9a; --rest: #3a3a3a } }
* { box-sizing: border-box }
html { font-family: Arial, Helvetica, sans-serif; line-height: 1.5; color: var(--ink); background: var(--paper); overflow-wrap: anywhere }
body { margin: 0 auto; padding: 1rem; max-width: 60rem }
main { container-type: inline-size }
h1 { font-size: 1.8rem; line-height: 1.25; margin: 1rem 0 .5rem }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 3px solid var(--bar) }
h3 { font-size: 1.1rem; line-height: 1.4; margin: 2rem 0 .5rem }
h1, h3, p, li, dd, caption, th { max-width: 33rem }
p { margin: 0 0 1rem }
header p, footer p { margin: 0 }
footer { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line) }
a { color: inherit }
a:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px }
.go { display: inline-block; vertical-align: top; min-height: 44px; padding: .6rem 0 }
.skip:not(:focus) { position: absolute; transform: translateY(-300%) }
nav ul { list-style: none; padding: 0 }
nav ul ul { padding-left: 1rem }
table, caption, tbody, tr, th, td { display: block; text-align: left; font-variant-numeric: tabular-nums }
table { margin: 1rem 0 2rem }
caption { font-weight: bold; padding: .25rem 0 }
thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
tr { border-top: 1px solid var(--line); padding: .35rem 0 }
tbody th { font-weight: normal; padding: .15rem 0 }
td { display: inline-block; margin-right: 1rem; padding: 0 }
td::before { content: attr(data-head) ': ' }
.drawn { display: block; max-width: 33rem; margin: 0 }
.bar { display: block; margin-top: .2rem; border-top: .6rem solid var(--rest) }
.bar span { display: block; margin-top: -.6rem; border-top: .6rem solid var(--bar) }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem }
blockquote { max-width: 33rem; margin: 0 0 1rem; padding: .25rem .75rem; border-inline-start: 3px solid var(--line) }
blockquote > :last-child { margin-bottom: 0 }
.reference { font-weight: bold }
@media (forced-colors: active) { .bar { border-top-color: Canvas } .bar span { border-top-color: CanvasText } }
@media print {
  @page { margin: 18mm }
  :root { --ink: #000; --paper: #fff; --line: #595959; --bar: #8f0014; --rest: #e4e4e4 }
  html { font-size: 10.5pt }
  body { max-width: none; padding: 0 }
  nav, .skip { display: none }
  tr, blockquote { break-inside: avoid }
  h2, h3, h4, caption { break-after: avoid }
}
`;

/**
 * Where there is room, rows stand side by side. The `em` of a container query grows with the text, so
 * that large text makes no table wider than the window. It is a sheet of its own, since Alfa 0.112 reads
 * nothing of one that has a container query.
 */
export const roomyStyle = `
@container (min-width: 44em) {
  table:not(.many) { display: table; border-collapse: collapse; width: 100%;
    caption { display: table-caption }
    thead { display: table-header-group; position: static; overflow: visible; clip-path: none }
    tbody { display: table-row-group }
    tr { display: table-row }
    th, td { display: table-cell; vertical-align: top; padding: .35rem .25rem; border-bottom: 1px solid var(--line) }
    tbody th { min-width: 8rem }
    .drawn { width: 12rem }
    td::before { content: none }
  }
}
`;
