import { html } from '../../text/html.ts';
import type { emails as english } from '../en/emails.ts';

export const emails: typeof english = {
  saved: {
    heading: 'Eich atebion wedi’u cadw',
    subject: (title) => `Eich atebion wedi’u cadw: ${title}`,
    opening: (until) =>
      `Gofynnoch am y ddolen i’ch atebion wedi’u cadw. Nid ydych wedi eu hanfon eto. Agorwch y ddolen, a’u hanfon oddi yno. Y dyddiad olaf i wneud hyn yw: ${until}. Ar ôl hynny, byddwn yn eu dileu.`,
    secret:
      'Gall unrhyw un sydd â’r ddolen hon neu’r cod ddarllen a newid yr atebion, felly peidiwch â’u rhannu.',
  },
  receipt: {
    heading: 'Eich derbynneb',
    subject: (reference) => `Eich derbynneb: ${reference}`,
    opening: 'Dyma’r dderbynneb y gofynnoch amdani.',
  },
  changed: {
    heading: 'Cafodd eich atebion eu newid',
    opening: 'Cafodd yr atebion â’r cyfeirnod hwn eu newid.',
  },
  withdrawn: {
    heading: 'Cafodd eich atebion eu tynnu’n ôl',
    opening:
      'Cafodd yr atebion â’r cyfeirnod hwn eu tynnu’n ôl. Gallwch ddadwneud hyn am saith diwrnod.',
  },
  undone: {
    heading: 'Mae eich atebion yn cyfrif eto',
    opening: 'Nid yw’r atebion â’r cyfeirnod hwn wedi eu tynnu’n ôl mwyach. Maent yn cyfrif eto.',
  },
  noticeSubject: (reference) => `Eich atebion: ${reference}`,
  secret:
    'Gall unrhyw un sydd â’r ddolen hon ddarllen, newid a thynnu’n ôl yr atebion, felly peidiwch â’i rhannu.',
  consultation: 'Ymgynghoriad',
  code: 'Cod',
  reference: 'Cyfeirnod',
  privateLink: 'Eich dolen breifat',
  fact: (name, value) => `${name}: ${value}`,
  notMine:
    'Os na wnaethoch ysgrifennu atebion, rhoddodd rhywun eich cyfeiriad drwy gamgymeriad: dilëwch yr e-bost hwn. Peidiwch ag ateb yr e-bost hwn.',
  questions: (contact) => `Cwestiynau: ${contact}`,
  questionsOrCall: (contact, telephone) => `Cwestiynau: ${contact} neu ffoniwch: ${telephone}`,
  questionsHtml: (contact) => html`Cwestiynau: ${contact}`,
  questionsOrCallHtml: (contact, telephone) =>
    html`Cwestiynau: ${contact} neu ffoniwch: ${telephone}`,

  linkAsked: {
    queued: (address) =>
      `Rydym yn anfon y ddolen drwy e-bost at ${address}. Os na fydd yn dod o fewn awr, defnyddiwch y cod ar y dudalen hon.`,
    enough:
      'Rydym wedi anfon y ddolen hon drwy e-bost dair gwaith, ac ni allwn ei hanfon eto. Defnyddiwch y cod ar y dudalen hon.',
    tooMany:
      'Ni allwn anfon y ddolen drwy e-bost nawr, oherwydd gofynnwyd am ormod o negeseuon e-bost. Defnyddiwch y cod ar y dudalen hon.',
  },
  receiptRefused: {
    enough: 'Rydym wedi anfon y dderbynneb hon drwy e-bost dair gwaith, ac ni allwn ei hanfon eto',
    tooMany:
      'Ni allwn anfon rhagor o dderbynebau drwy e-bost am nawr. Copïwch y ddolen breifat yn lle hynny',
    notNow: 'Ni allwn ei hanfon ar hyn o bryd. Rhowch gynnig arall arni ymhen awr',
  },
};
