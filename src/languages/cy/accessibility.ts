import { html } from '../../text/html.ts';
import type { accessibility as english } from '../en/accessibility.ts';

export const accessibility: typeof english = {
  title: 'Datganiad hygyrchedd',
  about:
    'Mae’r datganiad hwn am y wefan hon, lle gallwch ddarllen ymgynghoriad a’i ateb. Rydym am i bawb allu ei defnyddio. Dylech allu:',
  can: [
    'darllen ac ateb heb JavaScript, heb gwcis, a gyda phorwr testun',
    'gwneud popeth gyda bysellfwrdd, neu gyda darllenydd sgrin',
    'gweld testun ddwywaith ei faint, neu’r dudalen ar 400%, heb i ddim gael ei dorri i ffwrdd',
    'newid lliwiau, cyferbyniad a bylchau gyda’ch porwr neu’ch dyfais',
    'cymryd eich amser: nid oes terfyn amser, a gallwch wirio eich atebion cyn eu hanfon',
  ],
  howAccessible: {
    heading: 'Pa mor hygyrch yw’r wefan hon',
    known: 'Rydym yn gwybod nad yw rhai rhannau o’r wefan hon yn gwbl hygyrch:',
    part: (how, number, name) => `${how} (${number} ${name})`,
  },
  notMet: {
    '3.1.5': {
      name: 'Lefel Darllen',
      how: 'gall fod angen mwy na 9 mlynedd o ysgol i ddarllen rhannau o ddogfen ymgynghori, ac nid oes fersiwn haws',
    },
  },
  feedback: {
    heading: 'Adborth a chysylltu',
    tell: (contacts) =>
      html`Os oes rhywbeth yn eich rhwystro, dywedwch wrthym beth roeddech yn ceisio ei wneud. Gallwch hefyd ofyn am y ddogfen mewn fformat arall, neu anfon eich atebion mewn unrhyw ffordd arall: anfonwch e-bost at ${contacts}.`,
  },
  enforcement: {
    heading: 'Gorfodi',
    who: 'Y Comisiwn Cydraddoldeb a Hawliau Dynol sy’n gorfodi Rheoliadau Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Chymwysiadau Symudol) (Rhif 2) 2018. Os nad ydych yn fodlon â’r ffordd rydym yn ymateb i’ch cwyn, cysylltwch â’r Gwasanaeth Cynghori a Chymorth Cydraddoldeb (EASS) yn equalityadvisoryservice.com.',
  },
  compliance: {
    heading: 'Cydymffurfio',
    full: 'Yn ôl ein profion ein hunain, mae’r wefan hon yn cydymffurfio’n llawn â Chanllawiau Hygyrchedd Cynnwys y We (WCAG) 2.2 ar lefelau A ac AA.',
    partial:
      'Mae’r wefan hon yn cydymffurfio’n rhannol â Chanllawiau Hygyrchedd Cynnwys y We (WCAG) 2.2 ar lefelau A ac AA, oherwydd y rhannau a restrir uchod.',
    notMet: (count) =>
      `Nid yw’n bodloni pob maen prawf ar lefel AAA. Nifer y meini prawf nad yw’n eu bodloni, a restrir uchod: ${count}.`,
  },
  tested: {
    heading: 'Sut y cafodd y wefan hon ei phrofi',
    how: (day, checks, states) =>
      `Paratowyd y datganiad hwn ar sail profion a gynhaliwyd yr un diwrnod: ${day}. Nifer y gwiriadau awtomataidd: ${checks}. Nifer y cyflyrau o’r tudalennau a’r negeseuon e-bost y buont yn edrych arnynt: ${states}. Dim ond rhai problemau hygyrchedd y mae gwiriadau awtomataidd yn dod o hyd iddynt. Mae’r darllenydd sgrin Orca wedi darllen pob tudalen Saesneg o’r ffurflen i’r dderbynneb, gyda chamgymeriad i’w gywiro, yn y porwyr Chromium a Firefox. Nid oes unrhyw un sy’n defnyddio technoleg gynorthwyol wedi profi’r wefan hon eto.`,
    report: 'Adroddiad hygyrchedd: pob maen prawf a phob gwiriad',
  },
  translation: {
    reportInEnglish: 'Mae’r adroddiad yn Saesneg.',
    unchecked:
      'Nid oes siaradwr Cymraeg iaith gyntaf wedi gwirio’r cyfieithiad hwn eto. Os gwelwch gamgymeriad ynddo, dywedwch wrthym.',
    checked: (name, day) => `Pwy a wiriodd y cyfieithiad hwn: ${name}, ${day}.`,
  },
  words: {
    levels: {
      word: 'A, AA, AAA',
      means: 'lefelau’r canllawiau: A sy’n gofyn leiaf gan wefan, AAA sy’n gofyn fwyaf',
    },
    assistiveTechnology: {
      word: 'technoleg gynorthwyol',
      means:
        'offer neu raglenni sy’n helpu pobl anabl i ddefnyddio cyfrifiadur, fel darllenydd sgrin',
    },
    contrast: {
      word: 'cyferbyniad',
      means: 'faint yn oleuach yw un lliw na’r llall: mae gan ddu ar wyn 21:1',
    },
    cookie: {
      word: 'cwci',
      means: 'nodyn y mae gwefan yn ei adael yn eich porwr, i’ch adnabod eto; mwy nag un yw cwcis',
    },
    criterion: {
      word: 'maen prawf',
      means: 'un peth y mae’r canllawiau yn gofyn amdano; mwy nag un yw meini prawf',
    },
    ipAddress: { word: 'cyfeiriad IP', means: 'rhif eich cyfrifiadur ar y rhyngrwyd' },
    javaScript: { word: 'JavaScript', means: 'rhaglenni mewn tudalen, sy’n rhedeg yn y porwr' },
    lawfulBasis: {
      word: 'sail gyfreithlon',
      means: 'y rheswm pam mae’r gyfraith yn caniatáu i ni gadw hyn',
    },
    personalData: {
      word: 'data personol',
      means: 'ffeithiau am berson, fel enw neu gyfeiriad e-bost',
    },
    screenReader: {
      word: 'darllenydd sgrin',
      means: 'rhaglen sy’n dweud yn uchel beth sydd ar y sgrin',
    },
    server: {
      word: 'gweinydd',
      means: 'y cyfrifiadur y mae’r wefan yn rhedeg arno',
    },
    state: {
      word: 'cyflwr',
      means: 'un dudalen neu e-bost, mewn un sefyllfa; mwy nag un yw cyflyrau',
    },
    textBrowser: { word: 'porwr testun', means: 'porwr sy’n dangos testun yn unig' },
  },
};
