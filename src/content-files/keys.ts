/** Every key that an editor can write, with what it means and an example. docs/content.md is generated from it. */
import { z } from 'zod';
import { frontMatterSchema } from '../consultation/assemble.ts';
import { settingsSchema, tableSchema } from '../consultation/consultation.ts';
import { siteSchema, siteWordsSchema } from '../consultation/site.ts';
import { kinds, type KindName } from '../questions/kinds.ts';
import { optionSchema, propertyShape } from '../questions/question.ts';

interface Key {
  /** What it is for, as one or two sentences. */
  means: string;
  /** The value after the colon, in YAML. */
  example: string;
}

export interface KeyGroup {
  name: string;
  /** Where an editor writes these keys. */
  where: string;
  schema: z.ZodType;
  /** The kind of question that has these keys, and what it is for. */
  kind?: { name: KindName; purpose: string };
  /** By key. A key inside another is written like "batches.above". */
  keys: Record<string, Key>;
}

const site: Record<string, Key> = {
  name: {
    means: 'What the site is called: in titles, in the link home, and as the sender of emails.',
    example: 'Have your say in Elmton',
  },
  organisation: {
    means: 'Who runs the site: its full name, as you would write it in a sentence.',
    example: 'Elmton Town Council',
  },
  contact: {
    means:
      'Where people get help on pages that belong to no consultation. Not set: the contacts of all consultations.',
    example: 'hello@elmton.example',
  },
  mark: {
    means: 'A small picture beside the name: an SVG or PNG file beside site.yaml, 20 kB at most.',
    example: 'mark.svg',
  },
  colour: {
    means:
      'The colour of links and of the focus ring on a light background. It needs a contrast of 7:1; the build tells you what it is. On a dark background the site uses its own colour.',
    example: "'#0a3f8f'",
  },
  languages: {
    means:
      'The languages of the pages that belong to no consultation, as codes, the main one first. The others have pages at `/cy/` and the like.',
    example: '[en-GB, cy]',
  },
};

const settings: Record<string, Key> = {
  title: { means: 'The title of the consultation.', example: 'A plan for Elm Park' },
  formerly: {
    means:
      'Earlier addresses, if you have renamed the folder. Links to them lead to the new address.',
    example: '[old-park-plan]',
  },
  summary: {
    means:
      'What it is about, in one or two sentences. It is shown on the home page and above the document.',
    example: 'The council asks what you think of its plan for Elm Park.',
  },
  organisation: {
    means: 'Who is asking, as you would write it in a sentence.',
    example: 'the council',
  },
  contact: {
    means: 'Where people get help, or can answer in another way.',
    example: 'park@elmton.example',
  },
  recipients: {
    means: 'Where contributions are emailed, unless the setting MAIL_TO says otherwise.',
    example: '[park@elmton.example]',
  },
  opens: {
    means: 'When it opens, with the offset that the time zone has on that day.',
    example: "'2027-03-01T09:00:00+00:00'",
  },
  closes: {
    means:
      'When it closes. This is the one place for it: {closes} in the prose becomes this date in words.',
    example: "'2027-04-30T23:59:59+01:00'",
  },
  before: {
    means:
      'What people see before it opens: "hidden": nothing, and its address does not exist; "announced": its title, summary and dates, and the privacy notice; "readable": the document and its questions.',
    example: 'readable',
  },
  graceHours: {
    means: 'How many hours after closing a contribution is still accepted, and marked as late.',
    example: '24',
  },
  timeZone: { means: 'The time zone of all dates and times.', example: 'Europe/London' },
  timeZoneName: { means: 'What people call that time.', example: 'UK time' },
  summaryAt: {
    means: 'When the recipients get the summary of the day, by the time zone above.',
    example: "'08:00'",
  },
  batches: {
    means:
      'On busy days, send several contributions in one email. Not set: each has its own email.',
    example: '{ above: 100, every: hour }',
  },
  'batches.above': {
    means: 'The number of contributions a day above which they come together.',
    example: '100',
  },
  'batches.every': { means: 'How often they are then emailed.', example: 'hour' },
  keepUntil: {
    means: 'The day from which staff may delete what has been emailed. Not set: never.',
    example: "'2028-04-30'",
  },
  language: {
    means:
      'The language of the document, as a code: en-GB, cy or ar. Screen readers choose their voice by it.',
    example: 'en-GB',
  },
  languages: {
    means:
      'In place of "language": all languages of the document, the main one first. Each of the others is in a folder with its code as its name.',
    example: '[en-GB, cy]',
  },
  minutes: {
    means: 'How many minutes it takes to answer everything: from, to.',
    example: '[10, 20]',
  },
  invitation: {
    means: 'The heading above the questions of each section.',
    example: 'Tell us what you think',
  },
  next: {
    means:
      'What happens after it closes, and when, in one or two sentences. It is shown on the receipt, and on the page once it has closed.',
    example: 'The council decides on the plan in June, and says here what people told it.',
  },
  lists: {
    means:
      'Lists of options that several questions share, each with its name. A question takes one with "options:" and the name.',
    example: '{ agree: [{ id: agree, label: I agree }, { id: disagree, label: I do not agree }] }',
  },
  words: {
    means: 'Unusual words and abbreviations of the document. They are explained below it.',
    example: '[{ word: biodiversity, means: how many kinds of plants and animals there are }]',
  },
  'words.word': { means: 'The word as the document has it.', example: 'biodiversity' },
  'words.means': {
    means: 'What it means there.',
    example: 'how many kinds of plants and animals there are',
  },
  formats: {
    means:
      'Other formats of the document, such as Easy Read, British Sign Language, audio, large print or a translation. They are shown above the document and on the receipt. While a file is missing, the build warns, and the page tells people to ask for it.',
    example:
      '[{ label: Easy Read, link: easy-read.pdf }, { label: Braille }, { label: Cymraeg, link: "https://elmton.example/cy", language: cy }]',
  },
  'formats.label': { means: 'What it is called.', example: 'Easy Read' },
  'formats.link': {
    means:
      'A file beside the sections, or an address that begins with https://. Not set: people have to ask for it.',
    example: 'easy-read.pdf',
  },
  'formats.ask': {
    means: 'How people get it. Not set, and no link: they email the contact.',
    example: 'telephone us, and we will post it',
  },
  'formats.language': {
    means: 'The language of a translation, as a code. Screen readers choose their voice by it.',
    example: 'cy',
  },
  telephone: {
    means:
      'A number for people who need help or want to answer by telephone, and when somebody is there. It is also shown at the top of each page. File what they tell you with the staff command "add".',
    example: '01632 960 001, Monday to Friday, 9am to 5pm',
  },
  post: {
    means: 'Where people can post their answers.',
    example: 'Freepost ELM PARK PLAN',
  },
  meetings: {
    means: 'When and where people can say what they think, and what they need to know to come.',
    example: "['Tuesday 9 March 2027, 6pm to 8pm: Elmton Town Hall, with step-free access']",
  },
  privacy: {
    means:
      'The facts of the privacy notice. Each completes a sentence. Ask the person responsible for data protection to check them.',
    example:
      '{ controller: the council, purpose: to improve the plan, lawfulBasis: a public task, retention: for a year, complaints: the Information Commissioner’s Office }',
  },
  'privacy.controller': {
    means: 'Who is responsible: "Your personal data is the responsibility of …"',
    example: 'Elmton Town Council, which you can reach at park@elmton.example',
  },
  'privacy.purpose': { means: 'What it is for: "We use it …"', example: 'to improve the plan' },
  'privacy.lawfulBasis': {
    means: 'Your legal ground: "The lawful basis: …"',
    example: 'the council asks for views in the public interest, and you choose what you tell it',
  },
  'privacy.retention': {
    means: 'For how long: "We keep it …"',
    example: 'until a year after the plan is decided; then it is deleted',
  },
  'privacy.complaints': {
    means: 'Where people can complain: "You can also complain to …"',
    example: 'the Information Commissioner’s Office (ico.org.uk)',
  },
};

const frontMatter: Record<string, Key> = {
  title: {
    means: 'The heading of the section. Not set: the section has none, and is not in the contents.',
    example: 'Trees and benches',
  },
  thoughts: {
    means:
      'Where the questions are: "below": under the prose, in a separate part; "whole": the section is only questions; "plain": the questions are not marked as asking for thoughts.',
    example: 'below',
  },
  tables: {
    means: 'Tables of the section. A line {id} in the prose is the place of each.',
    example: '[{ id: places, caption: Three places, rows: [{ id: pond, label: The pond }] }]',
  },
  questions: {
    means: 'The questions of the section, in their order.',
    example: '[{ kind: comment, id: trees-comment, ask: What do you think? }]',
  },
  'questions.kind': { means: 'One of the kinds below.', example: 'comment' },
  'questions.from': {
    means:
      'The id of a table of the same file, whose rows are the options of the question: instead of "options".',
    example: 'places',
  },
};

const option: Record<string, Key> = {
  id: {
    means:
      'Its name in data: small letters, digits and hyphens. Never change it once people have answered.',
    example: 'pond',
  },
  label: { means: 'The words people see.', example: 'The pond' },
  letter: { means: 'A letter or number before the label.', example: 'a)' },
  text: { means: 'More text, shown with the label.', example: 'A pond of 200 square metres.' },
  points: {
    means: 'A list that completes the label.',
    example: '[with a path around it, with a fence]',
  },
};

const table: Record<string, Key> = {
  id: { means: 'Its name in this file, for its place and for "from".', example: 'places' },
  caption: { means: 'The words above the table.', example: 'Three places in the park' },
  columns: {
    means: 'The headings of its two columns. Needed if the table has marks.',
    example: '[Place, What we plan]',
  },
  marks: {
    means:
      'The id of another table of this file: each row here names the rows of that table it belongs to.',
    example: 'themes',
  },
  rows: {
    means: 'Its rows, each with the keys of an option.',
    example: '[{ id: pond, label: The pond, text: A pond of 200 square metres. }]',
  },
  ...Object.fromEntries(Object.entries(option).map(([key, value]) => [`rows.${key}`, value])),
  'rows.marks': {
    means: 'The rows of the table of marks that this row belongs to.',
    example: '[nature]',
  },
};

const question = {
  id: {
    means:
      'Its name in data: small letters, digits and hyphens. Never change it once people have answered.',
    example: 'trees-question',
  },
  ask: { means: 'The question itself.', example: 'What do you think?' },
};

/** The keys that a question of any kind can have. */
const properties: Record<string, Key> = {
  hint: {
    means: 'More words to help people answer, in Markdown.',
    example: 'Think of how you use the park today.',
  },
  follows: {
    means:
      'The option of an earlier question that this one is about. It then begins with “If you chose …”, and is always on the page.',
    example: '{ question: places-question, option: pond }',
  },
  'follows.question': {
    means: 'The id of the earlier question.',
    example: 'places-question',
  },
  'follows.option': { means: 'The id of its option.', example: 'pond' },
  monitoring: {
    means:
      'For questions about the person, such as their age. The site never shows staff such an answer: only totals are in the report, once nobody can send answers any more.',
    example: 'true',
  },
  needed: {
    means:
      'Marks the question as needed. If people leave it blank, they get an error once. If they send it again, it is accepted, and staff are told.',
    example: 'true',
  },
};

const options: Key = {
  means:
    'What can be chosen or ranked, two or more; or the name of a list in consultation.yaml; or "from" with the id of a table.',
  example: '[{ id: pond, label: The pond }, { id: meadow, label: The meadow }]',
};

const other: Key = {
  means:
    'Adds the option “Other”, with a box for words. The words are quoted in the report. Not set: no.',
  example: 'true',
};
/** Returns the keys of a list of rows or options that have only an id and a label. */
function named(key: string, list: Key, label: Key): Record<string, Key> {
  return { [key]: list, [`${key}.id`]: option['id'] as Key, [`${key}.label`]: label };
}

/** The keys that only one kind has, or that it explains differently. */
const ofKind: Record<KindName, Record<string, Key>> = {
  choice: { ask: { ...question.ask, example: 'Which place should we begin with?' }, other },
  checkboxes: {
    ask: {
      means:
        'The question itself. “Tick all that apply.” or “Tick up to 3.” is added automatically.',
      example: 'What would you do in the park?',
    },
    options: {
      ...options,
      example: '[{ id: walk, label: Walk }, { id: play, label: Play }, { id: rest, label: Rest }]',
    },
    other,
    none: {
      means:
        'The label of a last box, such as “None of these”, that cannot be ticked with any other. Not set: there is none.',
      example: 'None of these',
    },
    most: {
      means: 'How many boxes people can tick. Not set: all.',
      example: '3',
    },
  },
  comment: {
    ask: { ...question.ask, example: 'What do you think of the plan?' },
    most: {
      means:
        'How many characters a comment can have. The page says so beforehand. Not set: 10,000, which is the most.',
      example: '2000',
    },
  },
  line: {
    ask: { ...question.ask, example: 'What is your postcode?' },
    for: {
      means:
        'What the line is for. Browsers then help to fill it in, and what looks wrong is asked about once. Not set: any words.',
      example: 'postcode',
    },
  },
  number: {
    ask: { ...question.ask, example: 'How long do you usually stay in the park?' },
    unit: {
      means:
        'The unit of the number: the page says “In minutes”. If people write another unit, we ask them about it once.',
      example: 'minutes',
    },
    from: { means: 'The least number. Not set: there is none.', example: '0' },
    to: { means: 'The greatest number. Not set: there is none.', example: '240' },
  },
  contact: {
    ask: { ...question.ask, example: 'Your name and email address, if we may contact you' },
  },
  grid: {
    ask: { ...question.ask, example: 'How much do you agree with each of these?' },
    ...named(
      'rows',
      {
        means: 'What people answer, each on the same scale.',
        example:
          '[{ id: clean, label: The park is clean }, { id: safe, label: I feel safe in the park }]',
      },
      { means: 'The words above the options of the row.', example: 'The park is clean' },
    ),
    ...named(
      'scale',
      {
        means:
          'What can be chosen in each row, from one end to the other. “No answer” is added automatically. Reports compare the first half with the second.',
        example:
          '[{ id: agree, label: Agree }, { id: neither, label: Neither agree nor disagree }, { id: disagree, label: Disagree }]',
      },
      { means: 'The words people see.', example: 'Agree' },
    ),
    ...named(
      'besides',
      {
        means:
          'What else can be chosen in each row, without a place on the scale: it is in no median.',
        example: '[{ id: dont-know, label: Don’t know }]',
      },
      { means: 'The words people see.', example: 'Don’t know' },
    ),
  },
  consent: {
    ask: { ...question.ask, example: 'May we publish what you say about the park?' },
    labels: {
      means:
        'The words of the three answers, if yours differ. What each allows stays the same. If somebody does not answer, nothing they wrote is published.',
      example:
        "{ with-name: 'Yes, with my name', without-name: 'Yes, without my name', no: 'No, not at all' }",
    },
    'labels.with-name': {
      means: 'What people wrote may be published with the name that they gave.',
      example: "'Yes, with my name'",
    },
    'labels.without-name': {
      means: 'It may be published, but not the name.',
      example: "'Yes, without my name'",
    },
    'labels.no': { means: 'It may not be published.', example: "'No, not at all'" },
  },
  points: {
    ask: { ...question.ask, example: 'How would you share out the money?' },
    total: { means: 'How many points people share out.', example: '100' },
  },
  ranking: {
    ask: {
      ...question.ask,
      example: 'Which matters more to you? Write 1 beside it, and 2 beside the other.',
    },
    top: {
      means: 'How many of the options people put in order. Not set: all.',
      example: '2',
    },
  },
};

/** The groups in the order of the reference. A key of a kind that is missing here fails a test. */
export const keyGroups: KeyGroup[] = [
  {
    name: 'site.yaml',
    where:
      'In the content folder, beside the folders of the consultations. Only the name is required.',
    schema: siteSchema,
    keys: site,
  },
  {
    name: 'site.yaml in another language',
    where:
      'In a folder of the content folder with the code of the language as its name, such as `cy`. Write what differs from the main site.yaml.',
    schema: siteWordsSchema,
    keys: {
      name: { means: 'What the site is called in the language.', example: 'Dweud eich dweud' },
      organisation: {
        means: 'Who runs the site, in the language.',
        example: 'Cyngor Tref Elmton',
      },
    },
  },
  {
    name: 'consultation.yaml',
    where: 'In the folder of each consultation.',
    schema: settingsSchema,
    keys: settings,
  },
  {
    name: 'A section',
    where: 'At the top of each Markdown file, between two lines of `---`.',
    schema: frontMatterSchema,
    keys: frontMatter,
  },
  {
    name: 'A table',
    where: 'In the list `tables` of a section.',
    schema: tableSchema,
    keys: table,
  },
  {
    name: 'An option',
    where: 'In the list `options` of a question.',
    schema: optionSchema,
    keys: option,
  },
  {
    name: 'A question',
    where: 'In the list `questions` of a section. A question of any kind can have these keys.',
    schema: z.strictObject(propertyShape),
    keys: properties,
  },
  ...kinds.map(({ name, purpose, questionSchema }) => ({
    name: `A question of the kind ${name}`,
    where: `In the list \`questions\` of a section. ${purpose}`,
    schema: questionSchema,
    kind: { name, purpose },
    keys: keysOfKind(name, questionSchema),
  })),
];

function keysOfKind(name: KindName, schema: z.ZodType): Record<string, Key> {
  const hasOptions = 'options' in (z.toJSONSchema(schema, { io: 'input' }).properties ?? {});
  return {
    kind: { means: 'The kind of the question.', example: name },
    ...question,
    ...(hasOptions ? { options } : {}),
    ...ofKind[name],
  };
}
