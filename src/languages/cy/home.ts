import { html } from '../../text/html.ts';
import { minutesBetween } from './minutes.ts';
import type { home as english } from '../en/home.ts';

const about =
  'Mae’r wefan hon yn rhoi dogfen ymgynghori a’i chwestiynau ar un dudalen. Rydych yn ei darllen, yn ateb cymaint ag y dymunwch, yn gwirio eich atebion ac yn eu hanfon. Rydym yn storio pob ateb yn ddiogel ac yn ei drosglwyddo i’r bobl a ofynnodd.';

export const home: typeof english = {
  title: 'Dweud eich dweud',
  about,
  aboutOf: (organisation) => `${about} Yn gyfrifol am y wefan: ${organisation}.`,
  consultations: 'Ymgynghoriadau',
  none: 'Nid oes ymgynghoriad ar hyn o bryd.',
  openNow: 'Ar agor nawr',
  openingLater: 'Yn agor yn nes ymlaen',
  closed: 'Wedi cau',
  takes: (least, most, closes) =>
    `Mae ateb pob cwestiwn yn cymryd o ${minutesBetween(least, most)}. Dyddiad cau: ${closes}.`,
  opens: (opens, closes) =>
    `Gallwch ateb o’r dyddiad hwn ymlaen: ${opens}. Dyddiad cau: ${closes}.`,
  hasClosed: (closes) => `Dyddiad cau: ${closes}. Mae wedi cau.`,
  howToAnswer: 'Sut i ateb',
  howMuch:
    'Atebwch gynifer o gwestiynau ag y dymunwch, mewn unrhyw drefn. Nid oes rhaid i chi ateb yr un ohonynt.',
  howLong: 'Cymerwch eich amser: nid oes terfyn amser ar y dudalen. Nid oes angen cyfrif arnoch.',
  howToSend:
    'Gwiriwch eich atebion ar y dudalen nesaf, newidiwch nhw os dymunwch, yna anfonwch nhw.',
  whatYouGet: 'Cewch gyfeirnod, a chopi o’r hyn a ddywedoch i’w argraffu neu ei gadw.',
  otherWays: 'Ffyrdd eraill o gael help neu gymryd rhan',
  askFor: (email) =>
    html`Os oes angen help arnoch gydag unrhyw gwestiwn, os oes angen y ddogfen arnoch mewn fformat arall, neu os byddai’n well gennych ateb mewn ffordd arall, anfonwch e-bost at ${email}.`,
};
