/**
 * The style of the report, similar to that of the site (src/styles/site.css), for screens of any width, light and
 * dark, and for paper. Each row of a table is a small block. Bars are borders, because browsers leave out
 * backgrounds when they print and in forced colours. On paper, a table of up to eight rows is on one page. A longer
 * one begins with its first row, and its heads are repeated. Only headings and introductions are kept with what
 * follows, because Chromium splits a long chain of elements that must not be split at any place.
 */
import { staffWords } from '../languages/staff.ts';

export const reportStyle = `
:root { color-scheme: light dark; --ink: #1c1b20; --paper: #fffefb; --desk: #f6f1e8; --line: #6a6872; --bar: #98091c; --rest: #e2dcd0; --link: #0a3f8f }
@media (prefers-color-scheme: dark) { :root { --ink: #eeecf2; --paper: #17161a; --desk: #222027; --line: #9b99a5; --bar: #ffaaa3; --rest: #3b3842; --link: #aecbff } }
* { box-sizing: border-box }
html { font-family: system-ui, sans-serif; line-height: 1.6; color: var(--ink); background: var(--paper); border-top: .5rem solid #98091c; overflow-wrap: anywhere }
body { margin: 0 auto; padding: 1rem; max-width: 60rem }
main { container-type: inline-size }
h1, h2, h3 { font-family: Palatino, P052, Georgia, serif; line-height: 1.2 }
h1 { font-size: 2.5rem; margin: 1.5rem 0 .75rem }
h2 { font-size: 1.6rem; margin: 4rem 0 .5rem; padding-top: .5rem; border-top: 1px solid }
h3 { font-size: 1.25rem; margin: 2.5rem 0 .5rem }
h1, h3, h4, p, li, dd, caption, th { max-width: 33rem }
p { margin: 0 0 1rem }
header p, footer p { margin: 0 }
header { padding-bottom: .5rem; border-bottom: 1px solid }
footer { margin-top: 3rem; padding-top: .5rem; border-top: 1px solid var(--line) }
a { color: var(--link); text-underline-offset: .15em }
a:hover { text-decoration-thickness: 3px }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 3px }
.go { display: inline-block; vertical-align: top; min-height: 44px; padding: .6rem 0 }
.skip:not(:focus) { position: absolute; transform: translateY(-300%) }
nav ul { list-style: none; padding: 0 }
nav ul ul { padding-inline-start: 1rem }
table, caption, tbody, tr, th, td { display: block; text-align: start; font-variant-numeric: tabular-nums }
table { margin: 1rem 0 2rem }
caption { font-weight: bold; padding: .25rem 0 }
thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
tr { border-top: 1px solid var(--line); padding: .35rem 0 }
tbody th { font-weight: normal; padding: .15rem 0 }
td { display: inline-block; margin-inline-end: 1rem; padding: 0 }
td::before { content: attr(data-head) ': '; unicode-bidi: isolate }
.drawn { display: block; max-width: 33rem; margin: 0 }
.bar { display: block; margin-top: .2rem; border-top: .6rem solid var(--rest) }
.bar span { display: block; margin-top: -.6rem; border-top: .6rem solid var(--bar) }
th .bar { display: flex; gap: 2px }
h4 { font-size: 1rem; margin: 1.5rem 0 .25rem }
blockquote { max-width: 33rem; margin: 0 0 1rem; padding: .5rem 1rem; border-inline-start: 4px solid var(--line); background: var(--desk) }
blockquote > :last-child { margin-bottom: 0 }
.reference { font-weight: bold }
@media (forced-colors: active) { .bar { border-top-color: Canvas } .bar span { border-top-color: CanvasText } }
@media print {
  @page { margin: 18mm; @bottom-center { content: ${staffWords.report.printedPage} } }
  :root { --ink: #000; --paper: #fff; --desk: #fff; --line: #6a6872; --bar: #98091c; --rest: #e2dcd0; --link: #0a3f8f }
  html { font-size: 10.5pt; border: 0 }
  body { max-width: none; padding: 0 }
  nav, .skip { display: none }
  h1, h2, h3, h4, caption, tr, blockquote, table:not(:has(tr:nth-child(9))) { break-inside: avoid }
  h1, h2, h3, h4, caption, thead, p:has(+ p, + table, + ul) { break-after: avoid }
  tbody tr:first-child { break-before: avoid }
}
`;

const table = `display: table; border-collapse: collapse; width: 100%;
    caption { display: table-caption }
    thead { display: table-header-group; position: static; overflow: visible; clip-path: none }
    tbody { display: table-row-group }
    tr { display: table-row }
    th, td { display: table-cell; vertical-align: top; padding: .35rem .25rem; border-bottom: 1px solid var(--line) }
    tbody th { min-width: 8rem }
    thead th, td { overflow-wrap: break-word }
    .drawn { width: 12rem }
    td::before { content: none }`;

/**
 * Lays tables out as tables if there is room. The `em` of a container query grows with the text, so that large text
 * makes no table wider than the window. This is a separate style sheet, because Alfa 0.112 ignores a whole sheet
 * that has a container query.
 */
export const roomyStyle = `
@container (min-width: 44em) {
  table:not(.many, .wide) { ${table} }
}
@container (min-width: 56em) {
  table.wide { ${table} }
}
`;
