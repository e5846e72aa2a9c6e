import { html } from '../../text/html.ts';
import type { receipt as english } from '../en/receipt.ts';

const erased =
  'Yna byddwn yn dileu’r hyn a ysgrifennoch. Dim ond eich cyfeirnod, rhif cyfresol, a phryd a sut y daeth eich atebion fydd yn aros.';

export const receipt: typeof english = {
  place: 'Derbynneb',
  thanks: 'Diolch. Rydym wedi cael eich atebion',
  youWithdrew: 'Rydych wedi tynnu eich atebion yn ôl',
  staffWithdrew: 'Mae staff wedi tynnu eich atebion yn ôl',
  thanksFor: (reference) => `Diolch: ${reference}`,
  withdrawnTitle: (reference) => `Wedi’u tynnu’n ôl: ${reference}`,
  yourReference: 'Eich cyfeirnod:',
  received: (moment) => `Derbyniwyd: ${moment}.`,
  changed: (moment) => `Newidiwyd: ${moment}.`,
  withdrawn: (moment) => `Tynnwyd yn ôl: ${moment}.`,

  late: 'Mae hyn ar ôl y dyddiad cau, felly rydym wedi nodi bod eich atebion yn hwyr.',
  onTheWay: (organisation) =>
    `Rydym wedi’u storio’n ddiogel, ac maent ar eu ffordd at y sefydliad sy’n ymgynghori: ${organisation}. Agorwch y dudalen hon eto yn nes ymlaen i weld pryd y gwnaethom eu hanfon.`,
  cameBack: (organisation) =>
    `Rydym wedi’u storio’n ddiogel. Daeth ein e-bost at y sefydliad sy’n ymgynghori (${organisation}) yn ôl, a gall y bobl sy’n rhedeg y wefan hon weld hynny.`,
  emailed: (organisation) =>
    `Rydym wedi’u hanfon drwy e-bost at y sefydliad sy’n ymgynghori: ${organisation}. Derbyniodd y gwasanaeth e-bost nhw.`,
  emailedOn: (organisation, moment) =>
    `Rydym wedi’u hanfon drwy e-bost at y sefydliad sy’n ymgynghori: ${organisation}. Derbyniodd y gwasanaeth e-bost nhw: ${moment}.`,
  passedOn: (organisation) =>
    `Rydym wedi’u trosglwyddo i’r sefydliad sy’n ymgynghori: ${organisation}.`,
  passedOnOn: (organisation, moment) =>
    `Rydym wedi’u trosglwyddo i’r sefydliad sy’n ymgynghori: ${organisation}. Y dyddiad oedd: ${moment}.`,
  nothingToDo: 'Nid oes angen i chi wneud dim byd arall.',
  documents: (email) =>
    html`Os oes gennych ddogfen i ni hefyd, anfonwch hi drwy e-bost at ${email}, gyda’ch cyfeirnod.`,
  next: 'Beth sy’n digwydd nesaf',
  willClose: (closes, organisation) =>
    `Dyddiad cau’r ymgynghoriad: ${closes}. Ar ôl hynny bydd yr holl atebion, gan gynnwys eich rhai chi, gan y sefydliad sy’n ymgynghori: ${organisation}.`,
  hasClosed: (closes, organisation) =>
    `Mae’r ymgynghoriad wedi cau. Y dyddiad cau oedd: ${closes}. Mae’r holl atebion, gan gynnwys eich rhai chi, gan y sefydliad sy’n ymgynghori: ${organisation}.`,
  sent: 'Yr hyn a anfonoch',

  keep: 'Cadwch gopi',
  print: 'Gallwch argraffu’r dudalen hon. Gallwch hefyd gadw copi:',
  download: 'Lawrlwythwch eich atebion fel testun plaen',
  privateLink: 'Eich dolen breifat',
  link: 'Dolen breifat i’r dderbynneb hon',
  linkReads: '(gall unrhyw un sydd â’r ddolen ddarllen eich atebion, felly cadwch hi i chi’ch hun)',
  linkChanges:
    '(gall unrhyw un sydd â’r ddolen ddarllen eich atebion, eu newid a’u tynnu’n ôl, felly cadwch hi i chi’ch hun)',
  changeOrWithdraw: 'Newid eich atebion neu eu tynnu’n ôl',
  mayChange: (until) =>
    `Gallwch newid eich atebion tan yr amser hwn: ${until}. Dim ond yr atebion olaf sy’n cyfrif. Byddwn yn nodi bod newidiadau ar ôl y dyddiad cau yn hwyr.`,
  mayWithdraw: 'Gallwch dynnu eich atebion yn ôl. Byddwn yn gofyn i chi unwaith eto yn gyntaf.',
  change: 'Newidiwch eich atebion',
  withdraw: 'Tynnwch eich atebion yn ôl',
  email: 'E-bostiwch fy nerbynneb ataf',
  aboutEmail:
    'Byddwn yn anfon eich cyfeirnod a’r ddolen breifat atoch drwy e-bost, ond nid eich atebion. Rydym yn defnyddio’r cyfeiriad unwaith, ac nid ydym yn ei gadw.',
  emailAddress: 'Eich cyfeiriad e-bost',

  withdrawNow: 'Tynnu eich atebion yn ôl?',
  noLongerCounts: (organisation) =>
    `Ni fydd eich atebion yn cyfrif mwyach. Byddwn yn gofyn i’r sefydliad sy’n ymgynghori (${organisation}) eu dileu.`,
  sevenDays: 'Mae gennych saith diwrnod i ddadwneud hyn, gyda’r un ddolen breifat.',
  thenErased:
    'Ar ôl hynny byddwn yn dileu’r hyn a ysgrifennoch. Dim ond eich cyfeirnod, rhif cyfresol, a phryd a sut y daeth eich atebion fydd yn aros.',
  published: 'Bydd ffigurau a gyhoeddwyd cyn hynny yn aros fel y maent.',
  yes: 'Ie, tynnwch fy atebion yn ôl',
  no: 'Na, ewch yn ôl i fy nerbynneb',
  youWithdrewThem: (organisation, takenBack) =>
    `Nid yw eich atebion yn cyfrif mwyach, ac rydym wedi gofyn i’r sefydliad sy’n ymgynghori (${organisation}) eu dileu. ${takenBack} ${erased}`,
  staffWithdrewThem: (organisation, takenBack) =>
    `Mae staff y sefydliad sy’n ymgynghori (${organisation}) wedi tynnu eich atebion yn ôl ar eich rhan. Nid ydynt yn cyfrif mwyach, ac rydym wedi gofyn i’r sefydliad eu dileu. ${takenBack} ${erased}`,
  notAsked: (email) =>
    html`Os na wnaethoch ofyn iddynt wneud hyn, anfonwch e-bost at ${email} a nodwch eich cyfeirnod.`,
  youTakeBack: (until) => `Gallwch ddadwneud hyn tan yr amser hwn: ${until}.`,
  bothTakeBack: (organisation, until) =>
    `Gallwch chi, neu staff y sefydliad sy’n ymgynghori (${organisation}), ddadwneud hyn tan yr amser hwn: ${until}.`,
  staffTakeBack: (organisation, until) =>
    `Dim ond staff y sefydliad sy’n ymgynghori (${organisation}) all ddadwneud hyn, tan yr amser hwn: ${until}.`,
  ifWanted: 'Os ydych am i’ch atebion gyfrif:',
  ifMistake: 'Os nad oeddech yn bwriadu eu tynnu’n ôl:',
  takeBack: 'Dadwneud hyn: bydd fy atebion yn cyfrif eto',

  haveChanged: 'Rydym wedi storio eich atebion newydd. Dim ond y rhain sy’n cyfrif nawr.',
  haveEmailed:
    'Rydym yn anfon yr e-bost. Os na fydd yn cyrraedd o fewn awr, edrychwch yn eich ffolder sbam.',
  notDone:
    'Mae’n ddrwg gennym, ni allem wneud hyn: mae rhywbeth o’i le ar storfa’r wefan hon. Rhowch gynnig arall arni ymhen awr.',
  example:
    'Enghraifft yw’r dderbynneb hon, felly nid yw ei dolenni a’i botymau yn arwain i unman. I roi cynnig arnynt, anfonwch atebion o ffurflen y rhagolwg hwn.',
};
