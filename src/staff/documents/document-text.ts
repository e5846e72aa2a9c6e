/** Collects the words of a document in lines, and the words that are beside its text. */
import { staffWords } from '../../languages/staff.ts';
import type { FoundBookmark } from '../../paper-form/bookmarks.ts';
import { readBookmark } from '../../paper-form/bookmarks.ts';
import { cleanText } from '../../paper-form/read-text-form.ts';
import { addressBeside } from '../../text/link-address.ts';

export interface DocumentText {
  text: string;
  bookmarks: FoundBookmark[];
  /** Sentences about the words beside the text, and about what could not be read. */
  unread: string[];
}

const words = staffWords.reading.documents;

/** The places of words that are not in the text itself, such as comments. */
type Place = keyof typeof words.beside;

/** A line that is being written: a paragraph, or a part of one. */
export interface Line {
  text: string;
  bookmarks: FoundBookmark[];
  /** The text boxes that are anchored in it. They follow it. */
  boxes: Lines[];
}

/** How words look, if that can change what they mean. */
export interface Look {
  isCrossedOut: boolean;
  isHighlighted: boolean;
  isSuperscript: boolean;
}

export class Lines {
  readonly lines: Line[] = [];

  begin(): Line {
    const line: Line = { text: '', bookmarks: [], boxes: [] };
    this.lines.push(line);
    return line;
  }

  /** Adds a row of cells: on one line if each of them is one line, and otherwise one below the other. */
  addRow(cells: Lines[]): void {
    const whole = cells.map((cell) => cell.flatten()).filter(({ text }) => text.trim() !== '');
    const isShort = whole.every(({ text }) => !text.trimEnd().includes('\n'));
    if (!isShort) {
      for (const { text, bookmarks } of whole) this.lines.push({ text, bookmarks, boxes: [] });
      return;
    }
    const row = this.begin();
    for (const { text, bookmarks } of whole) {
      if (row.text !== '') row.text += '\t';
      row.bookmarks.push(...bookmarks.map((one) => ({ ...one, at: one.at + row.text.length })));
      row.text += text.trimEnd();
    }
  }

  /** Returns all lines as one text, and where its bookmarks are in it. */
  flatten(): { text: string; bookmarks: FoundBookmark[] } {
    let text = '';
    const bookmarks: FoundBookmark[] = [];
    const add = (line: { text: string; bookmarks: FoundBookmark[] }) => {
      bookmarks.push(...line.bookmarks.map((one) => ({ ...one, at: one.at + text.length })));
      text += `${line.text}\n`;
    };
    for (const line of this.lines) {
      add(line);
      for (const box of line.boxes) {
        const inside = box.flatten();
        add({ ...inside, text: inside.text.trimEnd() });
      }
    }
    return { text, bookmarks };
  }
}

/** Collects what a document says, wherever it is in the file. */
export class Collector {
  readonly body = new Lines();
  readonly #beside: [Place, Lines][] = [];
  /** Where the last words of a place end in a line, and the line beside the text that they were written to. */
  readonly #ends = new Map<Place, { line: Line; at: number; into: Line }>();
  readonly #unseen = new Set<string>();

  beside(place: Place): Lines {
    const lines = new Lines();
    this.#beside.push([place, lines]);
    return lines;
  }

  /**
   * Adds words of one look to a line. If they are crossed out, they are put beside the text.
   *
   * @param read writes the words to a line
   */
  addRun(line: Line, look: Look, read: (line: Line) => void): void {
    const from = line.text.length;
    if (look.isCrossedOut) {
      read(this.#besideIn('crossedOut', line, from));
      return;
    }
    read(line);
    const said = line.text.slice(from);
    if (look.isSuperscript && /\d$/.test(line.text.slice(0, from)) && /^[-−+]?\d/.test(said))
      line.text = `${line.text.slice(0, from)}^${said}`;
    if (look.isHighlighted) this.#besideIn('highlighted', line, from).text += said;
  }

  /** Continues the words of a place if nothing is between them in the line. Programs divide words into many runs. */
  #besideIn(place: Place, line: Line, from: number): Line {
    const last = this.#ends.get(place);
    const into = last?.line === line && last.at === from ? last.into : this.beside(place).begin();
    this.#ends.set(place, { line, at: line.text.length, into });
    return into;
  }

  /** Notes something that only a person can read, by looking at it, such as a picture. */
  cannotSee(what: keyof typeof words.unseen): void {
    this.#unseen.add(words.unseen[what]);
  }

  end(): DocumentText {
    const beside = this.#beside.flatMap(([place, lines]) => {
      const text = lines.flatten().text.replace(/\s+/g, ' ').trim();
      // Page numbers are left out, because nobody wrote them.
      return text === '' || (place === 'margin' && /^[\d\s/|–-]+$/.test(text))
        ? []
        : [words.beside[place](text)];
    });
    return { ...this.body.flatten(), unread: [...new Set([...beside, ...this.#unseen])] };
  }
}

/** Adds text to a line. */
export function write(line: Line, text: string): void {
  line.text += cleanText(text);
}

export function mark(line: Line, name: string | undefined): void {
  const found = readBookmark(name ?? '');
  if (found) line.bookmarks.push({ ...found, at: line.text.length });
}

/** Adds the address of a link, unless the words of the link have it. */
export function writeAddress(line: Line, from: number, href: string | undefined): void {
  const address = addressBeside(line.text.slice(from), href);
  if (address !== null) write(line, ` (${address})`);
}
