/** Writes a content folder with many long consultations in two languages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { staffLanguage } from '../../src/languages/staff.ts';
import { kindNames, type KindName } from '../../src/questions/kinds.ts';

/** How many questions each consultation has. */
const questionCount = 40;
const perSection = 5;

const english = {
  title: (number: number) => `A plan for park ${number}`,
  summary: 'The council asks what you think of its plan for the park.',
  organisation: 'Elmton Town Council',
  invitation: 'Tell us what you think',
  purpose: 'to improve the plan',
  basis: 'a public task',
  retention: 'for two years after the decision',
  complaints: 'the Information Commissioner’s Office',
  section: (number: number) => `Part ${number} of the plan`,
  prose: `The park is **ten hectares** of grass, with a pond, an old orchard and two paths that
flood in winter. We can spend £50,000 a year on it, which is enough for some of what people have asked for, but not for
all of it.`,
  ask: (number: number) => `Question ${number}: what should we do in this part of the park?`,
  options: ['Repair the path around the pond', 'Plant trees beside the road', 'Leave it as it is'],
  scale: ['I agree', 'I am not sure', 'I disagree'],
  none: 'None of these',
  unit: 'minutes',
};

const welsh: typeof english = {
  title: (number) => `Cynllun ar gyfer parc ${number}`,
  summary: 'Mae’r cyngor yn gofyn beth yw eich barn am ei gynllun ar gyfer y parc.',
  organisation: 'Cyngor Tref Elmton',
  invitation: 'Rhowch wybod i ni beth yw eich barn',
  purpose: 'i wella’r cynllun',
  basis: 'tasg gyhoeddus',
  retention: 'am ddwy flynedd ar ôl y penderfyniad',
  complaints: 'Swyddfa’r Comisiynydd Gwybodaeth',
  section: (number) => `Rhan ${number} o’r cynllun`,
  prose: `Mae’r parc yn **ddeg hectar** o laswellt, gyda phwll, hen berllan a dau lwybr sydd dan
ddŵr yn y gaeaf. Gallwn wario £50,000 y flwyddyn arno, sy’n ddigon i wneud rhai o’r pethau y mae pobl wedi gofyn
amdanynt, ond nid pob un.`,
  ask: (number) => `Cwestiwn ${number}: beth ddylem ni ei wneud yn y rhan hon o’r parc?`,
  options: ['Trwsio’r llwybr o amgylch y pwll', 'Plannu coed wrth y ffordd', 'Ei adael fel y mae'],
  scale: ['Rwy’n cytuno', 'Nid wyf yn siŵr', 'Rwy’n anghytuno'],
  none: 'Dim un o’r rhain',
  unit: 'munud',
};

type Words = typeof english;

/** What each kind of question needs besides its id and its words. */
function keysOf({ options, scale, none, unit }: Words): Record<KindName, object> {
  const labelled = (labels: string[]) => labels.map((label, at) => ({ id: `item-${at}`, label }));
  const choices = { options: labelled(options) };
  return {
    choice: { ...choices, other: true },
    checkboxes: { ...choices, none },
    comment: {},
    line: {},
    number: { unit, from: 0, to: 240 },
    ranking: choices,
    grid: { rows: labelled(options), scale: labelled(scale) },
    points: { ...choices, total: 100 },
    contact: {},
    consent: {},
  };
}

/** Questions about the person come once, at the end. The other kinds take turns. */
const last: KindName[] = ['consent', 'contact'];
const others = kindNames.filter((kind) => !last.includes(kind));

function questionsIn(words: Words): object[] {
  const keys = keysOf(words);
  return Array.from({ length: questionCount }, (_, at) => {
    const kind = last[at - questionCount + last.length] ?? (others[at % others.length] as KindName);
    return { kind, id: `question-${at + 1}`, ask: words.ask(at + 1), ...keys[kind] };
  });
}

/** Returns the words of consultation.yaml that are in each language. Every JSON text is YAML. */
function settingsIn(words: Words, number: number) {
  const { summary, organisation, invitation, purpose, retention, complaints } = words;
  return {
    title: words.title(number),
    timeZoneName: 'UTC',
    privacy: { controller: organisation, purpose, lawfulBasis: words.basis, retention, complaints },
    ...{ summary, organisation, invitation },
  };
}

const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toISOString().replace(/\.\d+Z/, '+00:00');

const shared = {
  contact: 'park@elmton.example',
  recipients: ['staff@elmton.example'],
  opens: inDays(-1),
  closes: inDays(30),
  timeZone: 'UTC',
  languages: [staffLanguage, 'cy'],
  minutes: [20, 40],
};

/** Writes them into an empty folder, each with 40 questions of all kinds, in English and Welsh. */
export function writeConsultations(folder: string, count: number): void {
  writeFileSync(
    join(folder, 'site.yaml'),
    JSON.stringify({ name: 'Elmton', languages: [staffLanguage, 'cy'] }),
  );
  for (let number = 1; number <= count; number += 1) {
    const own = join(folder, `park-${number}`);
    writeText(own, english, { ...shared, ...settingsIn(english, number) });
    writeText(join(own, 'cy'), welsh, settingsIn(welsh, number));
  }
}

function writeText(folder: string, words: Words, settings: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'consultation.yaml'), JSON.stringify(settings));
  const questions = questionsIn(words);
  for (let at = 0; at < questionCount; at += perSection) {
    const number = 1 + at / perSection;
    const front = JSON.stringify({
      title: words.section(number),
      questions: questions.slice(at, at + perSection),
    });
    writeFileSync(
      join(folder, `${number}-part-${number}.md`),
      `---\n${front}\n---\n\n${words.prose}\n`,
    );
  }
}
