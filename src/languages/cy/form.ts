import { html, joinHtml } from '../../text/html.ts';
import { minutesBetween } from './minutes.ts';
import { say } from './say.ts';
import type { form as english } from '../en/form.ts';

export const form: typeof english = {
  changing: (reference) =>
    html`Rydych yn newid yr atebion a anfonoch o dan y cyfeirnod ${reference}. Byddant yn aros fel y maent nes i chi anfon eich atebion newydd.`,
  closes: (moment) => html`Dyddiad cau: <b>${moment}</b>`,
  takes: (least, most) =>
    html`Faint o amser mae’n ei gymryd: <b>${minutesBetween(least, most)}</b>`,
  howTo:
    'Atebwch gynifer o gwestiynau ag y dymunwch, mewn unrhyw drefn. Gallwch wirio popeth cyn ei anfon. Nid oes terfyn amser ar y dudalen hon.',
  // Without "neu" before the last format, because it would mutate its name.
  download: (links) => html`Gallwch hefyd lawrlwytho’r ffurflen: ${joinHtml(links, ', ')}.`,
  word: 'Word',
  largePrint: 'Word mewn print bras',
  openDocument: 'OpenDocument',
  plainText: 'testun plaen',
  kilobytes: (size) => `${size} kB`,
  megabytes: (size) => `${size} MB`,
  openSaved: (address) => html`Wedi cadw eich atebion? <a href="${address}">Rhowch eich cod</a>.`,
  check: 'Gwiriwch eich atebion',
  checkHere: 'Gorffennwch yma a gwiriwch',
  contents: 'Cynnwys',
  part: (place, of) => `Rhan ${place} o ${of}`,
  noTheme: 'Dim un',
  emptyBox: 'Gadewch y blwch hwn yn wag. Mae yma i ddal sbam',
  changedSinceOpened:
    'Mae’r ffurflen hon wedi newid ers i chi ei hagor, ac nid yw rhai o’r blychau yr ysgrifennoch ynddynt yno mwyach. Ni fydd eich geiriau o’r blychau hynny yn cael eu hanfon: i’w hanfon, copïwch nhw i flwch arall.',
  changedSinceSent:
    'Mae’r ffurflen hon wedi newid ers i chi anfon eich atebion, ac nid yw rhai o’r blychau yr ysgrifennoch ynddynt yno mwyach. Ni fydd eich geiriau o’r blychau hynny yn cael eu hanfon: i’w hanfon, copïwch nhw i flwch arall.',
  leftWords: 'Yr hyn a ysgrifennoch yn y blychau hynny, i’w gopïo',

  problem: 'Mae problem wedi codi',
  nothingLost: 'Nid oes dim o’r hyn a ysgrifennoch wedi’i golli. Nid oes dim wedi’i anfon eto.',
  mayStay:
    'Gallwch hefyd anfon ateb eto heb ei newid: byddwn yn ei gadw fel y gwnaethoch ei deipio.',
  mayStayUnlessLong:
    'Gallwch hefyd anfon ateb eto heb ei newid: byddwn yn ei gadw fel y gwnaethoch ei deipio, oni bai ei fod yn rhy hir.',
  answerOne: 'Atebwch o leiaf un cwestiwn',
  answerNeeded: (ask) =>
    `Atebwch y cwestiwn hwn, neu anfonwch y ffurflen eto i’w adael yn wag: ${ask}`,
  severalAnswers:
    'Cawsom atebion gwahanol i’r cwestiwn hwn. Cadwch yr un rydych ei eisiau, a dilëwch y lleill',
  tooLong: (over) => {
    const count = say.number(over);
    const characters = say.plural(over, {
      ...{ zero: `${count} nod`, one: `${count} nod`, two: `${count} nod` },
      ...{ few: `${count} nod`, many: `${count} nod`, other: `${count} o nodau` },
    });
    return `Gyda’i gilydd, mae eich atebion ${characters} yn rhy hir. Byrhewch yr ateb hwn, sef yr hiraf, neu rai eraill`;
  },
  messageAt: (message, ask) => `${message}: ${ask}`,
  unreadable:
    'Ni ddaeth rhai nodau drwodd, ac fe’u dangosir fel “\uFFFD”. Cywirwch nhw, neu gadewch nhw fel y maent, ac anfonwch eich atebion eto',
  noAddress: 'Rhowch gyfeiriad e-bost fel enw@example.com',
  wrongAddress: (wrong) => `${wrong}. Rhowch un fel enw@example.com`,
  late: (closed, until) =>
    `Mae’r dyddiad cau wedi mynd heibio: ${closed}. Gallwch anfon eich atebion o hyd tan yr amser hwn: ${until}. Byddwn yn nodi eu bod yn hwyr.`,

  otherFormats: 'Fformatau eraill',
  otherWays: 'Ffyrdd eraill o gymryd rhan',
  alsoAs: 'Gallwch hefyd gael y ddogfen hon fel:',
  alsoTell: 'Gallwch hefyd ddweud eich barn wrthym:',
  format: (name, how) => html`${name}: ${how}`,
  formatByEmail: (name, email) => html`${name}: anfonwch e-bost at ${email} a gofynnwch amdano`,
  byTelephone: (telephone) => html`dros y ffôn: ${telephone}`,
  byPost: (address) => `drwy’r post: ${address}`,
  atMeetings: 'mewn cyfarfod:',

  announced: (opens, closes) =>
    `Gallwch ei ddarllen a’i ateb o’r dyddiad hwn ymlaen: ${opens}. Dyddiad cau: ${closes}.`,
  from: (opens) => `ar gael o’r dyddiad hwn ymlaen – ${opens}`,
  notOpen: 'Nid yw’r ymgynghoriad hwn ar agor eto',
  opens: (moment) => `Bydd yr ymgynghoriad hwn yn agor ar y dyddiad hwn: ${moment}.`,
  readNow: (closes) =>
    `Gallwch ddarllen y ddogfen a’i chwestiynau nawr. Gallwch eu hateb ar ôl i’r ymgynghoriad agor. Dyddiad cau: ${closes}.`,
  closed: 'Mae’r ymgynghoriad hwn wedi cau',
  hasClosed: (moment) => `Y dyddiad cau oedd: ${moment}.`,
  thanks: 'Diolch i bawb a gymerodd ran.',
  stillToRead: 'Gallwch ddarllen y ddogfen a’i chwestiynau o hyd.',
  goOnInThisLanguage: 'Ewch ymlaen yn Gymraeg',
};
