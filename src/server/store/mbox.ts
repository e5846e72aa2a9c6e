/** Reads the messages in a file of saved mail: an mbox (RFC 4155), or one message. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

export interface RawMessage {
  /** Unfolded: one line for each field, in Latin-1. */
  header: string;
  /** The raw header and body, in Latin-1. Empty unless it was asked for. */
  source: string;
}

/** The length at which headers are cut, in characters. */
const longestHeader = 256 * 1024;

/** Matches an address and a date as programs write them, but not a line of text such as "From here on …". */
const fromLine =
  /^From (?:\S+@\S+|MAILER-DAEMON|-|\S+) +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) +(?:\d{4} +)?\d{1,2}:\d{2}(?::\d{2})?(?: +(?:[A-Z]{1,5}|[+-]\d{4}))*(?: +\d{4})?(?: +(?:[A-Z]{1,5}|[+-]\d{4}))*$/;

/**
 * Reads messages one by one, however long the file is.
 *
 * @param wantsSource says whether the caller wants the body of a message with this header
 * @param longestSource the length after which a source is cut, at the end of a line, in characters
 */
export async function* readMessages(
  file: string,
  wantsSource: (header: string) => boolean,
  longestSource = 4 * 1024 * 1024,
): AsyncGenerator<RawMessage> {
  let message: OpenMessage | null = null;
  let isMbox = false;
  let isFirst = true;
  let isAfterBlank = true;
  for await (const line of linesOf(file)) {
    const isBoundary = isAfterBlank && fromLine.test(line);
    if (isFirst) isMbox = isBoundary;
    if (isMbox && isBoundary && (message === null || message.isComplete())) {
      if (message) yield* message.end();
      message = openMessage(wantsSource, longestSource);
    } else if (isFirst && line.startsWith('From ')) {
      message = openMessage(wantsSource, longestSource);
    } else {
      message ??= openMessage(wantsSource, longestSource);
      message.add(line);
    }
    isAfterBlank = line === '';
    isFirst = false;
  }
  if (message) yield* message.end();
}

type OpenMessage = ReturnType<typeof openMessage>;

function openMessage(wantsSource: (header: string) => boolean, longestSource: number) {
  let header = '';
  let source = '';
  let isInBody = false;
  let isWanted = false;
  /** The last line of a multipart message. `null`: it is not multipart, or has ended. */
  let lastLine: string | null = null;

  function endHeader(): void {
    isInBody = true;
    header = header.replace(/\n[ \t]+/g, ' ');
    isWanted = wantsSource(header);
    const type = /^content-type: *multipart\/[^\n]*/im.exec(header)?.[0] ?? '';
    const [, quoted, bare] = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
    lastLine = quoted ?? bare ?? null;
    if (lastLine !== null) lastLine = `--${lastLine}--`;
  }

  return {
    add(line: string): void {
      if (!isInBody && line === '' && header !== '') endHeader();
      else if (!isInBody && header.length < longestHeader) header += `${line}\n`;
      else if (lastLine !== null && line.trimEnd() === lastLine) lastLine = null;
      if ((!isInBody || isWanted) && source.length < longestSource) source += `${line}\r\n`;
    },
    /**
     * Whether another message may follow. The text of a multipart message cannot fake its end, because the writer
     * cannot know its boundary.
     */
    isComplete: () => lastLine === null,
    *end(): Generator<RawMessage> {
      if (!isInBody) endHeader();
      if (header.trim() !== '') yield { header, source: isWanted ? source : '' };
    },
  };
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: Readable.from(textOf(file)), crlfDelay: Infinity });
}

/** Reads bytes as Latin-1, but decodes UTF-16, which some Windows programs export. */
async function* textOf(file: string): AsyncGenerator<string> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    if (decoder === undefined) decoder = decoderOf(chunk);
    yield decoder ? decoder.decode(chunk, { stream: true }) : chunk.toString('latin1');
  }
}

function decoderOf(chunk: Buffer): TextDecoder | null {
  const [first, second, third] = chunk;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder('utf-8');
  if (second === 0 && first !== 0) return new TextDecoder('utf-16le');
  return first === 0 && second !== 0 ? new TextDecoder('utf-16be') : null;
}
