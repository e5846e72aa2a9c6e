/** html-validate, with the rules that its presets leave out. */
import { HtmlValidate, type ConfigData } from 'html-validate';
import type { Check } from './check.ts';

const config: ConfigData = {
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    'heading-level': 'error',
    'input-missing-label': 'error',
    'no-missing-references': 'error',
    'no-dup-id': 'error',
    'no-inline-style': 'off',
    'long-title': 'off',
    // How Astro writes: <input> for a void element, and attributes without a value.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    // Some browsers drop the roles of a table that is laid out as blocks.
    'no-redundant-role': 'off',
    // Each hidden field "_seen" is one mark of several.
    'form-dup-name': 'off',
  },
};

const validator = new HtmlValidate(config);

export const htmlValidate: Check = {
  name: 'html-validate',
  says: 'html-validate 11: the markup is valid, and every reference leads somewhere',
  criteria: ['1.3.1', '3.3.2', '4.1.2'],
  async run(_page, { html }) {
    const { results } = await validator.validateString(html);
    const messages = results.flatMap((result) => result.messages);
    return {
      tested: html.includes('<html') ? 1 : 0,
      problems: messages.map(({ ruleId, message, line, selector }) => ({
        rule: ruleId,
        message,
        where: `line ${line}, ${selector ?? ''}`,
      })),
    };
  },
};
