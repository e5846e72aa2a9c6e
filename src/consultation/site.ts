/** The keys of site.yaml: what all pages and emails of a site have in common. */
import { staffLanguage } from '../languages/staff.ts';
import { z } from 'zod';

export const siteSchema = z.strictObject({
  /** What the site is called: in titles, in the link home, and as the sender of emails. */
  name: z.string().min(1),
  /** Who runs it: the full name, as it would be written in a sentence. */
  organisation: z.string().min(1).optional(),
  /** Where people get help on pages that belong to no consultation. */
  contact: z.email().optional(),
  /** The file of a small picture beside the name. After the build, its address. */
  mark: z
    .string()
    .regex(/\.(svg|png)$/, 'write the name of a file beside site.yaml that ends in .svg or .png')
    .optional(),
  /** The colour of links and the focus ring on a light background. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'write # and six digits, in quotes: "#0a3f8f"')
    .optional(),
  /** Codes of the languages of the site's own pages, the main one first. */
  languages: z.array(z.string().min(1)).min(1).default([staffLanguage]),
});
export type Site = z.infer<typeof siteSchema>;

/** A site without a site.yaml. */
export const plainSite: Site = { name: 'Weigh In', languages: [staffLanguage] };
