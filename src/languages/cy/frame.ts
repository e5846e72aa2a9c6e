import { html } from '../../text/html.ts';
import type { frame as english } from '../en/frame.ts';

export const frame: typeof english = {
  skip: 'Neidio i’r prif gynnwys',
  home: (site) => html`<b>${site}</b>: hafan`,
  runBy: (organisation) => `Yn gyfrifol am y wefan: ${organisation}`,
  help: (email, telephone) =>
    telephone
      ? html`Angen help? Anfonwch e-bost at ${email} neu ffoniwch ${telephone}`
      : html`Angen help? Anfonwch e-bost at ${email}`,
  youAreHere: () => html`<span id="place">Rydych chi yma</span>: hafan`,
  dash: ' – ',
  comma: ', ',
  words: 'Esbonio geiriau',
  wordsOf: (title) => html`Esbonio geiriau: ${title}`,
  privacy: 'Hysbysiad preifatrwydd',
  privacyOf: (title) => html`Hysbysiad preifatrwydd: ${title}`,
  accessibility: 'Datganiad hygyrchedd',
  error: (title) => `Gwall: ${title}`,
  notFound: 'Heb ddod o hyd i’r dudalen',
  nothingHere:
    'Nid oes dim byd yn y cyfeiriad hwn. Os gwnaethoch ei deipio, gwiriwch ef. Os gwnaethoch ddilyn dolen, efallai ei bod yn hen.',
  goHome: 'Ewch i’r hafan',
  goTo: (title) => html`Ewch i’r ymgynghoriad: ${title}`,
  sendAgain: 'Anfonwch eto',
  goToForm: 'Ewch yn ôl i’r ffurflen',
  whatYouWrote: 'Yr hyn a ysgrifennoch, i’w gopïo',
};
