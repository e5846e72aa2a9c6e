/** A consultation with all that prose can have: pictures, a table, a quotation, a note, links to headings and files. */
import sharp from 'sharp';
import type { Consultation } from '../src/consultation/consultation.ts';
import { everyKindWords, settingsLike } from './questions/every-kind.ts';

export const proseSlug = 'prose';
export const proseTitle = 'Words and pictures';

/**
 * The files of the consultation, by their paths in its folder.
 *
 * @param like where it takes all other settings from
 */
export async function proseContent(like: Consultation): Promise<Record<string, string | Buffer>> {
  const photo = { width: 1_600, height: 1_000, channels: 3 as const, background: '#3a6' };
  return {
    'consultation.yaml': settingsLike(like, {
      title: proseTitle,
      summary: 'It shows what can stand between questions.',
      invitation: 'Your answers',
      words: everyKindWords,
    }),
    '1-park.md': park,
    'map.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><path d="M0 0h400v200H0z" fill="#9c6"/><circle cx="200" cy="100" r="60" fill="#69c"/></svg>\n',
    'pond.jpg': await sharp({ create: photo }).jpeg().toBuffer(),
    'plan.txt': 'This is only to try it.\n',
  };
}

const park = `---
title: The park
questions:
  - { kind: comment, id: park-comment, ask: What do you think of the park? }
---

![A map of the park: the pond is in the middle, and grass is around it](map.svg)

See [what it costs](#park--what-it-costs), or read [the plan](plan.txt).

> The children want to swim in the pond, and we want them to be safe.

### What it costs

| Place | What it costs in a year |
| --- | --: |
| The pond | £2,000 |
| The grass | £500 |

People dug the pond by hand.[^1]

![The pond on a summer day, with two people on a seat](pond.jpg)

[^1]: That was a hundred years ago.
`;
