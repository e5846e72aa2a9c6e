/**
 * Writes a first consultation for an editor to change. It explains every line, has one question of each kind, and is
 * valid as it is.
 */
import { parse, stringify } from 'yaml';
import { offsetAt } from '../consultation/moments.ts';
import { addDays } from '../text/days.ts';
import { schemaKeys } from './key-reference.ts';
import { keyGroups, type KeyGroup } from './keys.ts';

interface Beginning {
  title: string;
  /** Where people get help, and where contributions go. */
  contact: string;
  now: Date;
}

/** Returns the text of each file, by its name. */
export function newConsultation({ title, contact, now }: Beginning): Record<string, string> {
  const settings = writeKeys(group('consultation.yaml'), 0, {
    title,
    contact,
    recipients: [contact],
    opens: dayAt(now, 14, '09:00:00'),
    closes: dayAt(now, 70, '23:59:59'),
    language: 'en-GB',
  });
  return {
    'consultation.yaml': `# What you decide about this consultation. Change each line. docs/content.md explains every key.\n${settings}`,
    '1-introduction.md': introduction,
    '2-places.md': [
      '---',
      '# Everything between the two lines of "---" is explained in docs/content.md.',
      'title: Three places in the park',
      'tables:',
      '  # A line {places} in the prose below is the place of this table.',
      '  - id: places',
      '    caption: Three places',
      '    columns: [Place, What we plan]',
      '    rows:',
      ...places.flatMap(([id, label, text]) => [
        `      - id: ${id}`,
        `        label: ${label}`,
        `        text: ${text}`,
      ]),
      'questions:',
      ...keyGroups.filter(({ kind }) => kind !== undefined).map(writeQuestion),
      '---',
      '',
      'We have three places in mind.',
      '',
      '{places}',
      '',
    ].join('\n'),
  };
}

/** Returns the text of a first site.yaml. */
export function newSite(contact: string): string {
  const keys = writeKeys(group('site.yaml'), 0, { name: 'Have your say', contact });
  return `# What all pages and emails of this site have in common. docs/content.md explains every key.\n${keys}`;
}

const introduction = `---
# A section without a title. "plain": it asks for nothing.
thoughts: plain
---

Thank you for reading our plan. It is a draft: you can change it.

## How to take part

Read the plan, answer what you like, and send your answers by {closes}.
`;

const places = [
  ['pond', 'The pond', 'A pond of 200 square metres, with a path around it.'],
  ['meadow', 'The meadow', 'A meadow with flowers, cut twice a year.'],
  ['benches', 'The benches', 'Ten benches in the shade.'],
] as const;

function group(name: string): KeyGroup {
  const found = keyGroups.find((one) => one.name === name);
  if (!found) throw new Error(`there are no keys of ${name}`);
  return found;
}

/**
 * Returns one item of the list of questions. The first question with options takes them from the table. The first
 * question of all explains what any question can have.
 */
function writeQuestion(from: KeyGroup): string {
  const { name = '', purpose = '' } = from.kind ?? {};
  const text = writeKeys(from, 4, { kind: name, id: `${name}-question` }).trimEnd();
  const table = '    # The rows of the table are its options.\n    from: places';
  const ofKinds = keyGroups.filter(({ kind }) => kind !== undefined);
  const first = ofKinds.find(({ keys }) => 'options' in keys);
  const properties = from === ofKinds[0] ? writeKeys(group('A question'), 4, {}).trimEnd() : '';
  const written =
    from === first ? text.replace(/ {4}# [^\n]*\n {4}options:[^]*?(?=\n {4}\S|$)/, table) : text;
  return [`  # ${purpose}`, '  -', written, properties].filter((part) => part !== '').join('\n');
}

/**
 * Writes the outermost keys of a group, each below its explanation. An optional key without a
 * default is commented out.
 */
function writeKeys(from: KeyGroup, indent: number, values: Record<string, unknown>): string {
  const written = schemaKeys(from)
    .filter(({ key }) => !key.includes('.'))
    .flatMap(({ key, fallback }) => {
      const known = from.keys[key];
      const value = key in values ? values[key] : parse(known?.example ?? '');
      const lines = stringify({ [key]: value }, { lineWidth: 0 })
        .trimEnd()
        .split('\n');
      const isActive = fallback !== 'none' || key in values;
      const explained = isActive
        ? lines.flatMap((line) => [...explain(line, key, from), line])
        : lines.map((line) => `# ${line}`);
      return [`# ${known?.means ?? ''}`, ...explained];
    });
  return `${written.map((line) => `${' '.repeat(indent)}${line}`).join('\n')}\n`;
}

/** Returns the explanation of a key inside another, for the line above it. */
function explain(line: string, key: string, from: KeyGroup): string[] {
  const [, space = '', name = ''] = /^( +)([a-zA-Z-]+):/.exec(line) ?? [];
  const known = from.keys[`${key}.${name}`];
  return known ? [`${space}# ${known.means}`] : [];
}

/** Returns a time some days later in London’s time zone, so that editors in Britain can leave it as it is. */
function dayAt(now: Date, days: number, time: string): string {
  const day = addDays(now.toISOString().slice(0, 10), days);
  return `${day}T${time}${offsetAt(new Date(`${day}T${time}Z`), 'Europe/London')}`;
}
