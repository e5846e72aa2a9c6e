import { say } from '../say.ts';
import type * as english from '../../en/questions/lines.ts';

const characters = (count: number) =>
  say.plural(count, {
    zero: `${say.number(count)} nod`,
    one: `${say.number(count)} nod`,
    two: `${say.number(count)} nod`,
    few: `${say.number(count)} nod`,
    many: `${say.number(count)} nod`,
    other: `${say.number(count)} nod`,
  });

export const comment: typeof english.comment = {
  upTo: (most) => `Hyd at ${characters(most)}`,
  shortenTo: (most, ask) =>
    `Gwnewch eich sylw yn fyrrach, hyd at ${characters(most)}, neu parhewch mewn blwch arall: ${ask}`,
  shortenBy: (over, ask) =>
    `Mae eich sylw ${characters(over)} yn rhy hir. Gwnewch ef yn fyrrach, neu parhewch mewn blwch arall: ${ask}`,
};

const postcode = 'Rhowch un cod post, gyda llythrennau a digidau yn unig';
const telephone = 'Rhowch un rhif, gyda’r cod ardal';
const web = 'Rhowch gyfeiriad gwe fel www.example.com';

export const line: typeof english.line = {
  shorten: (most, ask) => `Gwnewch eich ateb yn fyrrach, hyd at ${most} nod: ${ask}`,
  orLeaveBlank: (wrong, ask) => `${wrong}, neu gadewch y blwch yn wag: ${ask}`,
  strangePostcode: (strange) => `Mae “${strange}” yn eich cod post. ${postcode}`,
  noPostcode: (typed) =>
    `Nid oes digid yn “${typed}”, felly nid yw’n god post. Rhowch god post, neu ran gyntaf un`,
  longPostcode: (length, most) =>
    `Mae eich cod post yn ${length} nod o hyd, ac nid oes gan unrhyw god post fwy na ${most}. Rhowch y cod post yn unig`,
  secondHalf: (half) =>
    `Ail hanner eich cod post yw “${half}”, nid digid a dwy lythyren. Rhowch god post fel SW1A 2AB`,
  noTelephone: (typed) => `Nid oes digid yn “${typed}”, felly nid yw’n rhif ffôn. ${telephone}`,
  strangeTelephone: (strange) =>
    `Mae “${strange}” yn eich rhif ffôn. Rhowch un rhif, gyda digidau a bylchau yn unig`,
  tooFewDigits: (digits) =>
    `Nifer y digidau yn eich rhif ffôn yw ${digits}, sy’n rhy ychydig. ${telephone}`,
  tooManyDigits: (digits) =>
    `Nifer y digidau yn eich rhif ffôn yw ${digits}, sy’n ormod ar gyfer un rhif. ${telephone}`,
  otherScheme: (scheme) => `Mae eich cyfeiriad gwe yn dechrau gyda “${scheme}”. ${web}`,
  webSpace: `Mae bwlch yn eich cyfeiriad gwe. ${web}`,
  webEmail: `Cyfeiriad e-bost yw hwn, oherwydd mae @ ynddo. ${web}`,
  noWebAddress: (typed) => `Nid yw “${typed}” yn gyfeiriad gwe. ${web}`,
  webEnding: (host) =>
    `Nid yw eich cyfeiriad gwe yn gyflawn: mae angen diweddiad, fel .org, ar “${host}”. ${web}`,
};

export const contact: typeof english.contact = {
  yourName: 'Eich enw (gallwch adael hwn yn wag)',
  yourEmail: 'Eich cyfeiriad e-bost (gallwch adael hwn yn wag)',
  nameIs: 'Enw',
  emailIs: 'E-bost',
  shortenName: (most) => `Gwnewch eich enw yn fyrrach, hyd at ${most} nod`,
  shortenAddress: (most) =>
    `Gwnewch eich cyfeiriad e-bost yn fyrrach, hyd at ${most} nod, neu gadewch y blwch yn wag`,
  fixAddress: (wrong) =>
    `${wrong}. Rhowch gyfeiriad e-bost fel name@example.com, neu gadewch y blwch yn wag`,
  wrong: {
    noAt: 'Nid oes @ yn y cyfeiriad e-bost',
    severalAddresses: 'Mae mwy nag un cyfeiriad e-bost yma',
    severalAts: 'Mae mwy nag un @ yn y cyfeiriad e-bost',
    hasSpace: 'Mae bwlch yn y cyfeiriad e-bost',
    nothingBefore: 'Nid oes dim cyn yr @ yn y cyfeiriad e-bost',
    nothingAfter: 'Nid oes dim ar ôl yr @ yn y cyfeiriad e-bost',
    strangeLetter: (strange) =>
      `Mae “${strange}” cyn yr @ yn y cyfeiriad e-bost, ac nid yw’r rhan fwyaf o weinyddion post yn derbyn hynny yno`,
    strangeBefore: (strange) =>
      `Mae “${strange}” cyn yr @ yn y cyfeiriad e-bost, ac ni all unrhyw gyfeiriad e-bost gynnwys hynny yno`,
    strayStop: 'Mae atalnod llawn yn y lle anghywir cyn yr @ yn y cyfeiriad e-bost',
    doubleStop: 'Mae dau atalnod llawn yn olynol yn y cyfeiriad e-bost',
    longBefore: 'Mae’r cyfeiriad e-bost yn rhy hir cyn yr @',
    strangeAfter: (strange) =>
      `Mae “${strange}” ar ôl yr @ yn y cyfeiriad e-bost, lle na all fod ond llythrennau, digidau, cysylltnodau ac atalnodau llawn`,
    noEnding: (domain) =>
      `Nid yw’r cyfeiriad e-bost yn gyflawn: mae angen diweddiad, fel .org, ar “${domain}”`,
    noDomain: (domain) => `Mae “${domain}” ar ôl yr @ yn y cyfeiriad e-bost, ac nid yw’n enw parth`,
    tooLongAddress: 'Mae’r cyfeiriad e-bost yn rhy hir',
  },
  invalidAddress:
    'Nid yw hyn yn edrych fel cyfeiriad e-bost, felly ni all neb ateb iddo. Mae’n cael ei ddangos fel y cafodd ei deipio.',
};
