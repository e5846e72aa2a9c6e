import type { check as english } from '../en/check.ts';

export const check: typeof english = {
  title: 'Gwiriwch eich atebion',
  heading: 'Gwiriwch eich atebion cyn eu hanfon',
  headingOfChanges: 'Gwiriwch eich newidiadau cyn eu hanfon',
  answered: (answered, of) => `Cwestiynau rydych wedi’u hateb: ${answered} o ${of}.`,
  notSent: 'Nid ydych wedi anfon dim byd eto. Mae’r botwm i’w hanfon ar ddiwedd y dudalen hon.',
  notChanged:
    'Nid yw eich newidiadau wedi’u storio eto. Mae’r botwm i’w hanfon ar ddiwedd y dudalen hon.',
  same: 'Yr un atebion yw’r rhain ag o’r blaen, felly nid oes dim i’w anfon.',
  changeAnswers: (section) => `Newidiwch eich atebion: ${section}`,
  before: 'Cynt:',
  now: 'Nawr:',
  noLongerAsked: 'Cwestiynau nad ydynt yn cael eu gofyn mwyach',
  noLongerCount: 'Ni fydd eich atebion i’r rhain yn cyfrif mwyach:',
  send: 'Anfonwch eich atebion',
  sendChanges: 'Anfonwch eich atebion newydd',
  goTo: (organisation) =>
    `Byddant yn mynd at y sefydliad sy’n ymgynghori: ${organisation}. Cewch gyfeirnod a chopi i’w gadw.`,
  takePlace: 'Byddant yn cymryd lle’r rhai blaenorol. Bydd eich cyfeirnod yn aros yr un fath.',
  backToReceipt: 'Yn ôl i fy nerbynneb, heb newid dim',
};
