import type { paperForm as english } from '../en/paper-form.ts';

export const paperForm: typeof english = {
  title: (consultation) => `${consultation}: ffurflen i’w llenwi`,
  howToAnswer:
    'Ysgrifennwch eich atebion o dan y llinellau sy’n dweud “Ateb:”. Gadewch gwestiwn yn wag os nad ydych chi am ei ateb. Peidiwch â newid unrhyw beth arall.',
  returnText: (contact, closes) =>
    `Cadwch y ffurflen fel testun plaen, ac anfonwch hi drwy e-bost i ${contact} erbyn ${closes}. Gallwch ei gludo i’r e-bost, neu ei hatodi.`,
  returnDocument: (contact, closes) =>
    `Ar ôl gorffen, cadwch y ffurflen ac anfonwch hi drwy e-bost i ${contact} erbyn ${closes}. Atodwch y ffeil i’r e-bost.`,
  version: (version) => `Fersiwn: ${version}`,
  end: 'Dyma ddiwedd y ffurflen.',
  asked: (ask) => `Cwestiwn: ${ask}`,
  answerLabel: 'Ateb:',
  deleted: (words) => `[dilëwyd: ${words}]`,
  added: (words) => `[ychwanegwyd: ${words}]`,

  yourContribution: (consultation) => `${consultation}: eich cyfraniad`,
  referenceLine: (reference) => `Cyfeirnod: ${reference}`,
  received: (moment, isLate) => `Derbyniwyd: ${moment}${isLate ? ' (hwyr)' : ''}`,
  changed: (moment) => `Newidiwyd: ${moment}`,
  withdrawn: (moment) => `Tynnwyd yn ôl: ${moment}`,
  withdrawnByStaff: (moment, organisation) =>
    `Tynnwyd yn ôl gan staff (${organisation}): ${moment}`,
  questionsAboutIt: (contact) => `Cwestiynau amdano: ${contact}`,

  reading: {
    question: ['cwestiwn'],
    number: ['rhif'],
    answer: ['ateb', 'eich ateb'],
    version: ['fersiwn'],
    noAnswer: ['dim ateb', 'heb ateb'],
  },
};
