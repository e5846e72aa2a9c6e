import { html } from '../../text/html.ts';
import type { problems as english } from '../en/problems.ts';

export const problems: typeof english = {
  goToConsultation: (title) => `Ewch i’r ymgynghoriad: ${title}`,
  goHome: 'Ewch i’r hafan',
  goToReceipt: 'Ewch i’ch derbynneb',

  wrongAddress: {
    notFound: 'Heb ddod o hyd i’r dudalen',
    takesNone: 'Ni allwch anfon atebion i’r dudalen hon',
    isNothing: 'Nid oes dim byd yn y cyfeiriad hwn.',
    isWrong: 'Anfonwyd eich atebion i’r cyfeiriad anghywir.',
    answersNotStored:
      'Nid ydym wedi storio eich atebion. Gallwch eu copïo isod, a’u hanfon atom drwy e-bost.',
    nothingStored: 'Nid ydym wedi storio dim byd.',
  },

  unreadable: 'Mae’n ddrwg gennym, ni allem ddarllen eich atebion',
  wrongFormat:
    'Daeth eich atebion mewn fformat nad yw’r wefan hon yn ei dderbyn, felly nid ydym wedi eu storio.',
  copyBelow: 'Gallwch eu copïo isod, a’u hanfon atom drwy e-bost.',
  tooManyFields: 'Mae mwy ohonynt nag o flychau yn ein ffurflen, felly nid ydym wedi eu storio.',
  copyBelowTo: (contact) => `Gallwch eu copïo isod, a’u hanfon drwy e-bost at ${contact}.`,

  tooLarge: {
    title: 'Mae eich atebion yn rhy hir i’w hanfon',
    notStored: 'Nid ydym wedi eu darllen na’u storio.',
    shorten:
      'Ewch yn ôl yn eich porwr: dylai eich atebion fod yn y ffurflen o hyd. Gwnewch yr un hiraf yn fyrrach, neu anfonwch eich atebion atom drwy e-bost.',
  },

  busy: {
    title: 'Mae llawer o bobl yn anfon atebion ar hyn o bryd',
    allHere:
      'Nid ydym wedi darllen na storio eich rhai chi eto. Nid oes dim o’r hyn a ysgrifennoch wedi’i golli: mae’r cyfan ar y dudalen hon.',
    wait: (again) => `Arhoswch funud, yna dewiswch “${again}”.`,
    waitLong: (again, back) =>
      `Mae eich atebion yn rhy hir i’w dangos yma. Arhoswch funud, yna dewiswch “${again}”. Neu dewiswch “${back}”: bydd popeth a ysgrifennoch yno.`,
    notRead: 'Nid ydym wedi darllen na storio eich rhai chi.',
    goBack:
      'Ewch yn ôl yn eich porwr: dylai eich atebion fod yn y ffurflen o hyd. Arhoswch funud, yna anfonwch nhw eto.',
    otherWords: 'Geiriau eraill a anfonoch',
    leaveEmpty: 'Gadewch y blwch hwn yn wag',
  },

  closed: {
    title: 'Mae’r ymgynghoriad hwn wedi cau',
    notStored: (closes) =>
      `Y dyddiad cau oedd: ${closes}. Ni allwch anfon atebion yma mwyach, ac nid ydym wedi storio eich rhai chi.`,
    stillEmail: (contact) =>
      `Gallwch anfon eich atebion drwy e-bost o hyd at ${contact}. Mae copi isod.`,
    savedErased: (closes) =>
      `Y dyddiad cau oedd: ${closes}. Ni allwch anfon atebion yma mwyach. Rydym wedi dileu atebion a gafodd eu cadw a heb eu hanfon.`,
    linkStillWorks:
      'Os gwnaethoch anfon eich atebion, mae’r ddolen breifat ar eich derbynneb yn gweithio o hyd.',
  },

  notOpen: {
    title: 'Nid yw’r ymgynghoriad hwn ar agor eto',
    notStored: (opens) => `Bydd yn agor: ${opens}. Nid ydym wedi storio eich atebion.`,
    keepCopy: (contact) =>
      `Mae copi o’ch atebion isod. Cadwch ef tan hynny, neu anfonwch ef drwy e-bost at ${contact}.`,
  },

  change: {
    title: 'Nid ydym wedi newid eich atebion',
    copyBelow: (contact) =>
      `Mae copi o’r hyn a ysgrifennoch isod. Gallwch ei anfon drwy e-bost at ${contact}.`,
    gone: 'Nid yw’r atebion rydych am eu newid gennym mwyach.',
    storage: 'Mae rhywbeth o’i le ar storfa’r wefan hon. Rhowch gynnig arall arni ymhen awr.',
    staffWithdrew:
      'Mae’r staff wedi tynnu eich atebion yn ôl. I’w newid, agorwch eich derbynneb a dadwneud hynny yn gyntaf.',
    youWithdrew:
      'Rydych wedi tynnu eich atebion yn ôl. I’w newid, agorwch eich derbynneb a dadwneud hynny yn gyntaf.',
    over: (until) =>
      `Mae’r amser i newid eich atebion wedi dod i ben: ${until}. Byddant yn aros fel y maent.`,
    emailInstead: (contact) =>
      `Os oes rhywbeth yn anghywir ynddynt, anfonwch e-bost at ${contact} a rhowch eich cyfeirnod.`,
    enough: (most) =>
      `Rydych wedi newid eich atebion y nifer mwyaf o weithiau (${most}), ac ni allwch eu newid eto yma.`,
    notStored: (send) =>
      `Mae’n ddrwg gennym, ni allem storio eich newidiadau, felly mae eich atebion fel yr oeddent. Nid oes dim o’r hyn a ysgrifennoch wedi’i golli: mae’r cyfan ar y dudalen hon. Arhoswch funud, yna dewiswch “${send}” ar ddiwedd y dudalen.`,
    changedSince:
      'Cafodd eich atebion eu newid o dudalen neu ddyfais arall, ar ôl i chi agor yr un yma. Mae “Cynt” yn dangos yr atebion sydd gennym nawr. Os anfonwch yr atebion isod, byddant yn cymryd eu lle.',
    changedSinceOn: (moment) =>
      `Cafodd eich atebion eu newid o dudalen neu ddyfais arall (${moment}), ar ôl i chi agor yr un yma. Mae “Cynt” yn dangos yr atebion sydd gennym nawr. Os anfonwch yr atebion isod, byddant yn cymryd eu lle.`,
  },

  sentAlready: {
    title: 'Rydych wedi anfon eich atebion yn barod',
    different:
      'Cawsant eu hanfon o dudalen arall neu ddyfais arall. Mae’r hyn a ysgrifennoch ar y dudalen hon yn wahanol, ac nid ydym wedi ei storio.',
    savedDifferent:
      'Cawsant eu hanfon o dudalen arall neu ddyfais arall. Mae’r hyn a gadwoch yn wahanol.',
    copyBelow: 'Gallwch ei gopïo isod. Mae’r hyn a anfonoch ar eich derbynneb.',
  },

  sending: {
    different: (send) =>
      `Rydych wedi anfon atebion o’r dudalen hon yn barod. I anfon y rhain hefyd, gwiriwch nhw a dewiswch “${send}”.`,
    notStored: (send) =>
      `Mae’n ddrwg gennym, ni allem storio eich atebion, felly nid ydynt wedi cael eu hanfon. Nid oes dim o’r hyn a ysgrifennoch wedi’i golli: mae’r cyfan ar y dudalen hon. Arhoswch funud, yna dewiswch “${send}” ar ddiwedd y dudalen.`,
    nothingToSave: 'Nid oes dim byd i’w gadw eto: atebwch gwestiwn yn gyntaf',
    wordsLeft:
      'Nid oes blychau yn y ffurflen hon mwyach ar gyfer rhai o’ch geiriau, felly ni fyddant yn cael eu hanfon. Gallwch eu copïo isod.',
    trapFilled:
      'Ysgrifennoch mewn blwch a ddylai aros yn wag. Mae ar ddiwedd y dudalen hon. Gwagiwch ef, neu efallai y bydd y staff yn meddwl mai sbam yw eich atebion.',
  },

  noSavedNow: {
    title: 'Mae’n ddrwg gennym, ni allwn agor eich atebion ar hyn o bryd',
    storage: 'Mae rhywbeth o’i le ar storfa’r wefan hon.',
    tryAgain: 'Rhowch gynnig arall arni ymhen awr.',
  },

  noReceiptNow: {
    title: 'Mae’n ddrwg gennym, ni allwn ddangos eich derbynneb ar hyn o bryd',
    answersSafe:
      'Mae rhywbeth o’i le ar storfa’r wefan hon. Os cawsoch gyfeirnod, mae eich atebion yn ddiogel.',
    openAgain: 'Agorwch y dudalen hon eto ymhen awr.',
  },

  noSuchReceipt: {
    title: 'Nid oes derbynneb yn y cyfeiriad hwn',
    checkAddress:
      'Gwiriwch fod y cyfeiriad cyfan gennych: mae rhai rhaglenni e-bost yn torri dolenni hir.',
    askStaff: (contact) =>
      `Os oes gennych gyfeirnod, anfonwch e-bost at ${contact}: gallant ddweud wrthych a yw eich atebion wedi cyrraedd.`,
  },

  serverError: {
    title: 'Aeth rhywbeth o’i le',
    heading: 'Mae’n ddrwg gennym, aeth rhywbeth o’i le ar ein hochr ni',
    goBack:
      'Os oeddech yn anfon atebion, ewch yn ôl yn eich porwr: dylent fod yn y ffurflen o hyd. Rhowch gynnig arall arni ymhen ychydig funudau. Nid yw anfon ddwywaith yn gwneud drwg.',
    ifAgain: (contacts) => `Os bydd yn digwydd eto, anfonwch e-bost at ${contacts}.`,
    toCopy: 'Yr hyn a ysgrifennoch, i’w gopïo',
  },

  preview: {
    title: (title) => `Ymarfer: ${title}`,
    intro: (title, until) =>
      html`<strong id="preview_title">Rhagolwg yw hwn</strong>: “${title}”. Bydd y ddolen yn dod i ben: ${until}.`,
    rehearsal:
      'Os anfonwch atebion yma, ymarfer ydynt: maent yn cael eu hanfon drwy e-bost fel ymarfer, ac nid ydynt mewn unrhyw ffigurau.',
    links: {
      before: 'Rhagolwg: cyn iddo agor',
      form: 'Rhagolwg: y ffurflen',
      errors: 'Rhagolwg: y ffurflen gyda gwallau',
      check: 'Rhagolwg: y dudalen wirio',
      receipt: 'Rhagolwg: y dderbynneb',
      late: 'Rhagolwg: y dudalen wirio ar ôl y dyddiad cau, tra bo atebion hwyr yn cael eu derbyn',
      closed: 'Rhagolwg: ar ôl iddo gau',
    },
  },
};
