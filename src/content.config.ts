/** Binds the files under content/ to the schemas. Each folder is a consultation. */
import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';
import { frontMatterSchema, settingsSchema } from './consultation/assemble.ts';

const base = './src/content';

/** `strategy-2020-2022/1-vision`: folder and file, as they stand. */
const generateId = ({ entry }: { entry: string }) => entry.replace(/\.\w+$/, '');

export const collections = {
  settings: defineCollection({
    loader: glob({ pattern: '*/consultation.yaml', base, generateId }),
    schema: settingsSchema,
  }),
  sections: defineCollection({
    loader: glob({ pattern: '*/*.md', base, generateId }),
    schema: frontMatterSchema,
  }),
};
