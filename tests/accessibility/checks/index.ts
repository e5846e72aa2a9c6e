/** All checks of a page in Chromium, except pa11y, which starts its own. */
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
  textSize,
  textSpacing,
  withoutCss,
  contrast,
  // Checks that change the page come last, so that few checks have to reload it.
  focusRing,
  ibm,
  keyboard,
];
