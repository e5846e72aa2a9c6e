/** Everything in Welsh. docs/languages.md says who has checked it. */
import { frame } from './frame.ts';
import { home } from './home.ts';
import { form } from './form.ts';
import { check } from './check.ts';
import { receipt } from './receipt.ts';
import { saved } from './saved.ts';
import { problems } from './problems.ts';
import { questions } from './questions.ts';
import { paperForm } from './paper-form.ts';
import { emails } from './emails.ts';
import { privacy } from './privacy.ts';
import { accessibility } from './accessibility.ts';
import { moments } from './moments.ts';
import { say } from './say.ts';
import type { en } from '../en/en.ts';

export const cy: typeof en = {
  name: 'Cymraeg',
  formats: say,
  moments,
  frame,
  home,
  form,
  check,
  receipt,
  saved,
  problems,
  questions,
  paperForm,
  emails,
  privacy,
  accessibility,
};
