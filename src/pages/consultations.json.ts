/** What the server must know, made from the same content as the pages. The build moves it out of reach. */
import { loadConsultations } from '../content.ts';

export const GET = async () => new Response(JSON.stringify(await loadConsultations()));
