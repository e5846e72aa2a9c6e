/** Consultations in another language: with our words in that language, and an editor's as they were. */
import type { Consultation } from '../../src/consultation/consultation.ts';

/** Returns a consultation as it would be in a language. `version`: as that of a text in a further language. */
export function inLanguage(consultation: Consultation, language: string): Consultation {
  return {
    ...consultation,
    language,
    version: `${consultation.version}.${language}`,
    sections: consultation.sections.map((section) => ({
      ...section,
      questions: section.questions.map((question) => ({ ...question, language })),
    })),
  };
}
