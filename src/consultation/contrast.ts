/** The contrast of colours, as WCAG 2.2 measures it. Colours are written "#0a3f8f". */

/** The backgrounds of text on a light page: the page, and a tinted part. */
export const lightGrounds = { page: '#fffefb', tint: '#f6f1e8' } as const;

/** The least contrast of text (WCAG 1.4.6) and of the parts of controls (1.4.11). */
const leastContrast = { text: 7, control: 3 } as const;

/** Returns what is wrong with a colour of links and focus rings, with the figures, or `null`. */
export function sayWeakColour(colour: string): string | null {
  const figures = Object.values(lightGrounds).map((ground) => contrastOf(colour, ground));
  const least = Math.min(...figures);
  if (least >= leastContrast.text) return null;
  const ring =
    least < leastContrast.control ? `, and the ring of the focus ${leastContrast.control}:1` : '';
  const [page = '', tint = ''] = figures.map(sayRatio);
  return (
    `${colour} is too light: its contrast is ${page} on the page and ${tint} on a tint. ` +
    `Links need ${leastContrast.text}:1${ring}. Choose a darker one, such as "${darken(colour)}".`
  );
}

/** Rounded down, so that no ratio looks better than it is. */
const sayRatio = (ratio: number) => `${Math.floor(ratio * 100) / 100}:1`;

/** Returns the contrast of two colours, from 1 to 21. */
export function contrastOf(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** Returns the lightest colour of the same hue that is dark enough. */
function darken(colour: string): string {
  for (let share = 0.98; share > 0; share -= 0.02) {
    const hex = channelsOf(colour).map((channel) =>
      Math.round(channel * share)
        .toString(16)
        .padStart(2, '0'),
    );
    const darker = `#${hex.join('')}`;
    const grounds = Object.values(lightGrounds);
    if (grounds.every((ground) => contrastOf(darker, ground) >= leastContrast.text)) return darker;
  }
  return '#000000';
}
