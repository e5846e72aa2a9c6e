/** Finds which paragraphs of a Word document are numbered, and how. */
import { nextLabel, type Counts, type Level } from './list-labels.ts';
import { childNamed, elementsIn, type XmlElement } from './xml-tree.ts';

const formats: Record<string, Level['format']> = {
  bullet: null,
  none: null,
  lowerLetter: 'letter',
  upperLetter: 'LETTER',
  lowerRoman: 'roman',
  upperRoman: 'ROMAN',
};

interface Numbering {
  list: string;
  levels: Map<number, Level>;
  /** Whether its numbers start again when it is first used. */
  isRestarted: boolean;
}

interface Place {
  number: string;
  level: number;
}

/** Returns a function that returns the number before a paragraph, or an empty text. */
export function docxLabels(
  numbering: XmlElement | undefined,
  styles: XmlElement | undefined,
): (paragraph: XmlElement) => string {
  const lists = numbering ? readNumbering(numbering) : new Map<string, Numbering>();
  const byStyle = new Map(
    (styles ? named(styles, 'style') : []).map((style) => [
      style.attributes['styleId'],
      { based: valueOf(style, 'basedOn'), place: placeIn(childNamed(style, 'pPr')) },
    ]),
  );
  const counts = new Map<string, Counts>();
  const begun = new Set<string>();

  function placeOf(paragraph: XmlElement): Place | null {
    const settings = childNamed(paragraph, 'pPr');
    const own = placeIn(settings);
    if (own) return own;
    let style = valueOf(settings, 'pStyle');
    for (let steps = 0; style !== undefined && steps < 20; steps += 1) {
      const known = byStyle.get(style);
      if (known?.place) return known.place;
      style = known?.based;
    }
    return null;
  }

  return (paragraph) => {
    const place = placeOf(paragraph);
    const list = place && lists.get(place.number);
    if (!place || !list) return '';
    if (!counts.has(list.list) || (list.isRestarted && !begun.has(place.number)))
      counts.set(list.list, new Map());
    begun.add(place.number);
    return nextLabel(list.levels, counts.get(list.list) as Counts, place.level);
  };
}

function placeIn(settings: XmlElement | undefined): Place | null {
  const place = childNamed(settings, 'numPr');
  const number = valueOf(place, 'numId');
  if (!place || number === undefined) return null;
  return { number, level: Number(valueOf(place, 'ilvl') ?? 0) };
}

function readNumbering(numbering: XmlElement): Map<string, Numbering> {
  const kinds = new Map(
    named(numbering, 'abstractNum').map((kind) => [
      kind.attributes['abstractNumId'],
      named(kind, 'lvl').map(
        (level) => [Number(level.attributes['ilvl']), readLevel(level)] as const,
      ),
    ]),
  );
  return new Map(
    named(numbering, 'num').map((list) => {
      const kind = valueOf(list, 'abstractNumId') ?? '';
      const levels = new Map(kinds.get(kind) ?? []);
      const changes = named(list, 'lvlOverride');
      for (const change of changes) {
        const at = Number(change.attributes['ilvl']);
        const own = childNamed(change, 'lvl');
        const level = own ? readLevel(own) : levels.get(at);
        const start = valueOf(change, 'startOverride');
        if (level) levels.set(at, start === undefined ? level : { ...level, start: Number(start) });
      }
      const id = list.attributes['numId'] ?? '';
      return [id, { list: kind, levels, isRestarted: changes.length > 0 }];
    }),
  );
}

function readLevel(level: XmlElement): Level {
  const format = valueOf(level, 'numFmt') ?? 'decimal';
  return {
    format: Object.hasOwn(formats, format) ? (formats[format] as Level['format']) : 'decimal',
    start: Number(valueOf(level, 'start') ?? 1),
    text: valueOf(level, 'lvlText') ?? '',
  };
}

function named(element: XmlElement, name: string): XmlElement[] {
  return elementsIn(element).filter((child) => child.name === name);
}

function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return childNamed(element, name)?.attributes['val'];
}
