/** All checks that look at a page in Chromium. pa11y, which starts its own, is beside them. */
import { alfa } from './alfa.ts';
import type { Check } from './check.ts';
import { contrast } from './colour.ts';
import { focusRing } from './focus-ring.ts';
import { htmlValidate } from './html-validate.ts';
import { ibm } from './ibm.ts';
import { keyboard } from './keyboard.ts';
import { motion } from './motion.ts';
import { announced, errors } from './messages.ts';
import { order, paper, setting, withoutCss } from './reading.ts';
import { reflow, targets, textSize, textSpacing } from './size.ts';
import { fields, headings, landmarks, tables } from './structure.ts';
import { abbreviations, calm, language, links } from './words.ts';

export const checks: Check[] = [
  htmlValidate,
  alfa,
  headings,
  landmarks,
  tables,
  fields,
  errors,
  announced,
  links,
  language,
  abbreviations,
  calm,
  targets,
  setting,
  order,
  reflow,
  paper,
  motion,
  contrast,
  // What changes the page comes last, so that few checks have to load it anew.
  focusRing,
  ibm,
  textSize,
  textSpacing,
  withoutCss,
  keyboard,
];
