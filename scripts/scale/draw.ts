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
  const last = series.flatMap(({ name, along, points }) =>
    points.slice(-1).map((point) => ({ ...point, name, along })),
  );
  const plot = Plot.plot({
    document: document as unknown as Document,
    width: 900,
    height: 420,
    marginRight: 150,
    style: { background: 'white', color: '#1c1b20', fontSize: '13px' },
    fx: { label: null, padding: 0.35 },
    x: { type: 'log', label: 'how many', grid: true },
    y: { type: 'log', label: 'cost of one', grid: true },
    marks: [
      Plot.frame({ stroke: '#6a6872' }),
      Plot.line(rows, { fx: 'along', x: 'count', y: 'value', z: 'name', stroke: '#0a3f8f' }),
      Plot.dot(rows, { fx: 'along', x: 'count', y: 'value', fill: '#0a3f8f' }),
      Plot.text(last, {
        fx: 'along',
        x: 'count',
        y: 'value',
        text: 'name',
        dx: 8,
        textAnchor: 'start',
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
