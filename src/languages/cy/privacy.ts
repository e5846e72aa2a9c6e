import { html } from '../../text/html.ts';
import type { privacy as english } from '../en/privacy.ts';

export const privacy: typeof english = {
  title: 'Hysbysiad preifatrwydd',
  about: (title) => `Mae’r hysbysiad hwn am eich atebion i’r ymgynghoriad “${title}”.`,
  responsible: {
    heading: 'Pwy sy’n gyfrifol',
    controller: (controller) => `Pwy sy’n gyfrifol am eich data personol: ${controller}.`,
  },
  what: {
    heading: 'Beth rydym yn ei gadw, a pham',
    keep: 'Rydym yn cadw’r hyn rydych yn ei ysgrifennu yn y ffurflen, pryd y gwnaethoch ei anfon, a’ch enw a’ch cyfeiriad e-bost os byddwch yn eu rhoi. Peidiwch ag ysgrifennu pethau am bobl eraill a allai ddangos pwy ydynt. Mae’r gyfraith yn gwarchod rhai ffeithiau amdanoch yn ofalus iawn, fel eich iechyd neu eich crefydd: ysgrifennwch am y rheini dim ond os ydych yn dymuno.',
    monitoring:
      'Rydym yn gofyn rhai cwestiynau i weld a yw pobl o bob math yn cymryd rhan. Nid yw’r wefan hon byth yn dangos eich atebion i’r rhain i staff. Dim ond cyfansymiau mae’n eu dangos iddynt, ac mae niferoedd bach wedi’u cuddio ynddynt.',
    purpose: (purpose) => `Pam rydym yn ei ddefnyddio: ${purpose}.`,
    lawfulBasis: (basis) => `Y sail gyfreithlon: ${basis}.`,
  },
  who: {
    heading: 'Pwy sy’n ei weld',
    emailed: (organisation) =>
      `Rydym yn ei storio ar weinydd y wefan hon. I bwy rydym yn ei anfon drwy e-bost: ${organisation}. Gall y darparwyr e-bost ar y ffordd ei weld. Nid yw’r wefan hon yn defnyddio cwcis, nid yw’n llwytho dim byd o wefannau eraill ac nid yw’n cofnodi eich cyfeiriad IP.`,
    address:
      'Os rhowch eich cyfeiriad e-bost, rydym yn ei ddefnyddio i’ch ateb, ac i ddweud wrthych pan fydd eich atebion yn cael eu newid neu eu tynnu’n ôl.',
    saved:
      'Os byddwch yn cadw eich atebion er mwyn dod yn ôl yn nes ymlaen, byddwn yn eu cadw wedi’u hamgryptio nes i chi eu hanfon neu nes na fydd atebion hwyr yn cael eu derbyn mwyach. Dim ond eich cod sy’n eu hagor, ac nid ydym yn cadw’r cod. Mae’r staff yn gweld faint o bobl sydd wedi cadw atebion, a dim byd arall. Maent hefyd mewn copïau wrth gefn, wedi’u hamgryptio. Os gofynnwch am e-bost gyda’r ddolen, rydym yn defnyddio eich cyfeiriad unwaith ac nid ydym yn ei gadw; gall ein darparwr e-bost ei weld.',
    consent:
      'Mae’r ffurflen yn gofyn a gawn gyhoeddi’r hyn rydych yn ei ddweud. Byddwn yn cyhoeddi eich geiriau dim ond os dywedwch y cawn, a’ch enw dim ond os dywedwch y cawn wneud hynny. Os na fyddwch yn ateb, ni fyddwn yn eu cyhoeddi.',
  },
  howLong: {
    heading: 'Am ba hyd rydym yn ei gadw',
    retention: (retention) => `Am ba hyd: ${retention}.`,
    changes:
      'Os byddwch yn newid eich atebion, byddwn yn cadw’r rhai cynharach yr un mor hir, ond dim ond y rhai olaf sy’n cyfrif. Os byddwch yn tynnu eich atebion yn ôl, byddwn yn dileu’r hyn a ysgrifennoch o’r wefan hon saith diwrnod yn ddiweddarach. Mae copïau wrth gefn yn ei gadw am fwy o amser.',
  },
  rights: {
    heading: 'Beth y gallwch ofyn amdano',
    link: 'Gyda’r ddolen breifat ar eich derbynneb, gallwch ddarllen, newid a thynnu eich atebion yn ôl eich hun. Os gofynnwch i ni anfon y ddolen atoch drwy e-bost, rydym yn defnyddio eich cyfeiriad unwaith ac nid ydym yn ei gadw.',
    ask: (contact) =>
      html`Gallwch ofyn i ni ddangos i chi beth a anfonoch, ei gywiro neu ei ddileu. Anfonwch e-bost at ${contact} gyda’r cyfeirnod ar eich derbynneb: hebddo, ni allwn ddod o hyd i atebion heb enw arnynt.`,
    complain: (complaints) => `Gallwch hefyd wneud cwyn. At bwy: ${complaints}.`,
  },
};
