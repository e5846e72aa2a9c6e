/** The check page. */
import { say } from './say.ts';

export const check = {
  title: 'Check your answers',
  heading: 'Check your answers before you send them',
  headingOfChanges: 'Check your changes before you send them',
  answered: (answered: number, of: number) =>
    `You answered ${answered} of ${say.number(of)} ${say.plural(of, { one: 'question', other: 'questions' })}.`,
  notSent: 'You have not sent anything yet. The button to send is at the end of this page.',
  notChanged:
    'Your changes are not stored yet. The button to send them is at the end of this page.',
  same: 'These are the same answers as before, so there is nothing to send.',
  changeAnswers: (section: string) => `Change your answers: ${section}`,
  before: 'Before:',
  now: 'Now:',
  noLongerAsked: 'Questions that are no longer asked',
  noLongerCount: 'Your answers to these will not count any more:',
  send: 'Send your answers',
  sendChanges: 'Send your changed answers',
  goTo: (organisation: string) =>
    `They go to ${organisation}. You get a reference and a copy to keep.`,
  takePlace: 'They will replace the answers that you sent before. Your reference stays the same.',
  backToReceipt: 'Go back to my receipt, and change nothing',
};
