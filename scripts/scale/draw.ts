/**
 * Draws a chart of growth. Both axes are logarithmic, so that a straight line is a power, and a flat line means no
 * growth.
 */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';

export interface Series {
  name: string;
  along: string;
  points: { count: number; value: number }[];
}

/** Returns a separate SVG file, with its words as text. */
export function drawGrowth(series: Series[]): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const rows = series.flatMap(({ name, along, points }) =>
    points.map((point) => ({ ...point, name, along })),
  );
  const plot = Plot.plot({
    document: document as unknown as Document,
    width: 900,
    height: 1100,
    marginRight: 260,
    marginLeft: 80,
    style: { background: 'white', color: '#1c1b20', fontSize: '13px' },
    // In the order of the tables.
    fy: {
      label: null,
      axis: null,
      padding: 0.12,
      domain: new Set(series.map(({ along }) => along)),
    },
    x: { type: 'log', label: 'how many', grid: true, tickFormat: ',' },
    y: { type: 'log', label: 'ms or MB', grid: true, nice: true, tickFormat: ',' },
    marks: [
      Plot.frame({ stroke: '#6a6872' }),
      Plot.text(new Set(rows.map(({ along }) => along)), {
        fy: (along: string) => along,
        text: (along: string) => along,
        frameAnchor: 'top-left',
        dx: 8,
        dy: 8,
        fontWeight: 'bold',
      }),
      Plot.line(rows, { fy: 'along', x: 'count', y: 'value', z: 'name', stroke: '#0a3f8f' }),
      Plot.dot(rows, { fy: 'along', x: 'count', y: 'value', fill: '#0a3f8f' }),
      Plot.text(placeNames(series), {
        fy: 'along',
        x: 'count',
        y: 'height',
        text: 'name',
        dx: 8,
        textAnchor: 'start',
        stroke: 'white',
        strokeWidth: 4,
        fill: '#1c1b20',
      }),
    ],
  });
  const svg = plot.tagName.toLowerCase() === 'svg' ? plot : plot.querySelector('svg');
  if (!svg) throw new Error('the library drew nothing');
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute(
    'aria-label',
    'Cost against number; the tables of docs/performance.md have the figures',
  );
  return `${svg.outerHTML}\n`;
}

/** The least ratio of the heights of two names. Nearer, they would overlap. */
const apart = 2.2;

/** Returns the place of each line's name: beside its last point, or above the name below it. */
function placeNames(series: Series[]) {
  return [...Map.groupBy(series, ({ along }) => along)].flatMap(([along, lines]) => {
    let below = 0;
    return lines
      .flatMap(({ name, points }) => points.slice(-1).map((point) => ({ ...point, name, along })))
      .sort((one, other) => one.value - other.value)
      .map((last) => {
        below = Math.max(last.value, apart * below);
        return { ...last, height: below };
      });
  });
}
