/** The findings that we accept. There should be none. Each is one line, with what a person checks instead. */
import type { Finding } from './finding.ts';

export interface Exception {
  engine: string;
  rule: string;
  /** The states that it is for. */
  states: RegExp;
  reason: string;
  /** What a person checks instead. */
  instead: string;
}

const insideAMailProgram =
  'an email is shown inside the page of a mail program, which has landmarks of its own';
const headings = 'the headings of the email, in its spoken script';

export const exceptions: Exception[] = [
  {
    engine: 'pa11y-axe',
    rule: 'landmark-one-main',
    states: /^email-/,
    reason: insideAMailProgram,
    instead: headings,
  },
  {
    engine: 'pa11y-axe',
    rule: 'region',
    states: /^email-/,
    reason: insideAMailProgram,
    instead: headings,
  },
  {
    engine: 'alfa',
    rule: 'sia-r87',
    states: /^email-/,
    reason: insideAMailProgram,
    instead: headings,
  },
  {
    engine: 'ibm',
    rule: 'skip_main_exists',
    states: /^email-/,
    reason: insideAMailProgram,
    instead: headings,
  },
  {
    engine: 'ibm',
    rule: 'aria_content_in_landmark',
    states: /^email-/,
    reason: insideAMailProgram,
    instead: headings,
  },
  {
    engine: 'ibm',
    rule: 'fieldset_label_valid',
    states: /^every-kind-/,
    reason:
      'the row of a grid is a group inside the group of its question, which a screen reader names before it: two grids may have the same rows',
    instead: 'the spoken script of the page, where each row stands inside its question',
  },
  {
    engine: 'abbreviations',
    rule: 'unexplained',
    states: /^report-arabic$/,
    reason:
      'staff read the report in English, with “am” and “pm”, and a consultation explains the words of its own language',
    instead: 'that no other abbreviation is in the report',
  },
];

/** Returns findings without the exceptions. Throws if an exception is no longer needed. */
export function withoutExceptions(engine: string, findings: Finding[]): Finding[] {
  const ours = exceptions.filter((exception) => exception.engine === engine);
  const covers = (exception: Exception, { rule, state }: Finding) =>
    exception.rule === rule && exception.states.test(state);
  const idle = ours.filter((exception) => !findings.some((finding) => covers(exception, finding)));
  if (idle.length > 0) {
    const names = idle.map(({ rule }) => rule).join(', ');
    throw new Error(`take these out of exceptions.ts, nothing needs them: ${names}`);
  }
  return findings.filter((finding) => !ours.some((exception) => covers(exception, finding)));
}
