/** The form as plain text, to be filled in without a browser. */
import { blankForm } from '../../consultation/text-form.ts';
import type { Consultation } from '../../consultation/consultation.ts';
import { forEachConsultation } from '../../content.ts';

export const getStaticPaths = forEachConsultation;

export const GET = ({ props }: { props: { consultation: Consultation } }) =>
  new Response(blankForm(props.consultation), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
