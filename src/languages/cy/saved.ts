import { html } from '../../text/html.ts';
import type { saved as english } from '../en/saved.ts';

export const saved: typeof english = {
  save: 'Cadwch a dewch yn ôl wedyn',
  title: 'Mae eich atebion wedi’u cadw',
  notSent: (until) =>
    html`<strong>Nid ydych wedi’u hanfon eto.</strong> Dewch yn ôl i’w newid a’u hanfon erbyn yr amser hwn: ${until}. Ar ôl hynny, byddwn yn eu dileu.`,
  yourCode: 'Eich cod:',
  keepCode:
    'Ysgrifennwch y cod ar bapur, neu cadwch y ddolen. Nid ydym yn cadw’r cod, felly ni allwn ei roi i chi eto. Gall unrhyw un sydd â’r cod ddarllen eich atebion a’u newid.',
  link: 'Dolen breifat i’ch atebion a gadwyd',
  withoutLink:
    'I ddod yn ôl heb y ddolen, agorwch yr ymgynghoriad a dewiswch “Rhowch eich cod”. Gallwch wneud hynny ar unrhyw ddyfais.',
  goBack: 'Yn ôl',
  backToAnswers: 'Ewch yn ôl i’ch atebion',
  email: 'E-bostiwch y ddolen hon ataf',
  aboutEmail:
    'Rydym yn defnyddio’r cyfeiriad unwaith, ac nid ydym yn ei gadw. Mae’r ddolen a’r cod yn yr e-bost, ond dim un o’ch atebion.',
  emailAddress: 'Cyfeiriad e-bost',

  kept: (code) =>
    html`Mae eich atebion wedi’u cadw, ond nid ydynt wedi’u hanfon eto. Eich cod yw ${code}. Rydym yn eu cadw eto bob tro y byddwch yn eu gwirio.`,
  notKept:
    'Ni allem gadw’r atebion ar y dudalen hon y tro hwn. Maent yma o hyd, a gallwch eu gwirio a’u hanfon.',
  differ: () =>
    html`Mae atebion gwahanol wedi’u cadw o dan yr un cod, efallai o ddyfais arall. Gallwch <a href="#versions">eu gweld o ddiwedd y dudalen hon</a>.`,
  others: 'Atebion eraill a gadwyd',
  othersStay:
    'Bydd yr atebion ar y dudalen hon yn aros wedi’u cadw pan fyddwch yn edrych ar rai eraill. Dim ond yr hyn rydych yn ei anfon sy’n cyfrif.',
  seeOther: (moment) => `Gweld yr atebion a gadwyd: ${moment}`,

  codeTitle: 'Eich cod',
  savedTitle: 'Eich atebion a gadwyd',
  openThem: 'Nid ydych wedi anfon yr atebion hyn eto. Agorwch nhw i’w newid, neu i’w hanfon.',
  codeLabel: 'Eich cod',
  codeHint:
    'Cawsoch y cod pan wnaethoch gadw eich atebion. Mae ynddo bedwar grŵp, pob un â phedwar nod: llythrennau a rhifau.',
  open: 'Agorwch fy atebion',
  unknownCode: 'Ni allwn ddod o hyd i atebion gyda’r cod hwn',
  checkCode:
    'Gwiriwch bob llythyren a rhif. Nid yw llythrennau bach, bylchau na chysylltnodau yn gwneud gwahaniaeth.',
  erasedAfter: (moment) => `Rydym yn dileu atebion a gadwyd ar ôl yr amser hwn: ${moment}.`,
  tooManyCodes: 'Gormod o godau anghywir',
  wrongCodes:
    'Daeth llawer o godau anghywir o’ch rhwydwaith, efallai gan rywun arall. Mae eich atebion a gadwyd yn ddiogel.',
  waitForCode: 'Arhoswch ddeng munud, yna rhowch eich cod eto.',

  cannotSave: 'Ni allwn gadw eich atebion nawr',
  noRoom:
    'Nid oes lle iddynt ar y wefan hon. Nid oes dim o’r hyn a ysgrifennoch wedi’i golli: gallwch wirio eich atebion a’u hanfon o hyd.',
  keepAsFile: (contact) =>
    `Os ydych am orffen yn nes ymlaen, cadwch eich atebion fel ffeil. Gallwch ychwanegu ati mewn unrhyw olygydd testun, a’i hanfon drwy e-bost at ${contact}.`,
  download: 'Lawrlwythwch eich atebion fel testun plaen',
  backToForm: 'Ewch yn ôl i’r ffurflen',
};
