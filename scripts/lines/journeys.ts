/** The steps of each journey: the form, the page with errors, the check page and the receipt. */
import type { Page } from 'playwright-core';
import { fullContribution, usualLength } from '../bench/full-contribution.ts';

export type PageName = 'form' | 'error page' | 'check page' | 'receipt';

/** A page of a journey. */
export interface Step {
  name: PageName;
  /** Leads to the page. */
  act: (page: Page) => Promise<unknown>;
  /** The selector of what the person needs next on the page. */
  sign: string;
}

/**
 * Returns the steps of our pages. The first click sends a form without answers. The same steps work on a peer's page
 * that has our words and controls.
 */
export const ourSteps = (url: string): Step[] => [
  openForm(url),
  {
    name: 'error page',
    act: (page) => press(page, 'check'),
    sign: '#errors ~ * textarea:visible',
  },
  {
    name: 'check page',
    act: async (page) => {
      await fill(page);
      await press(page, 'check');
    },
    sign: 'button[value="send"]:visible',
  },
  { name: 'receipt', act: (page) => press(page, 'send'), sign: 'h1:has-text("received")' },
];

/** The journey ends at the page with errors. For the pages after it, DEFRA's forms engine needs other services. */
export const defraSteps = (url: string): Step[] => [
  openForm(url),
  {
    name: 'error page',
    act: (page) => page.getByRole('button', { name: 'Continue' }).click(),
    sign: '.govuk-error-summary ~ * textarea:visible',
  },
];

/** SurveyJS finds errors in the browser, and has no check page unless an editor switches it on. */
export const surveySteps = (url: string): Step[] => [
  openForm(url),
  { name: 'error page', act: complete, sign: '[role="alert"]:visible' },
  {
    name: 'receipt',
    act: async (page) => {
      const answers = JSON.stringify(fullContribution(usualLength));
      await page.evaluate(`survey.data = ${answers}`);
      await complete(page);
    },
    sign: 'body[data-stored]',
  },
];

const openForm = (url: string): Step => ({
  name: 'form',
  act: (page) => page.goto(url, { waitUntil: 'commit' }),
  sign: 'textarea:visible',
});

const press = (page: Page, value: string) =>
  page.locator(`button[name="_do"][value="${value}"]`).last().click();

const complete = (page: Page) => page.getByRole('button', { name: 'Complete' }).click();

async function fill(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(fullContribution(usualLength))) {
    const field = page.locator(`[name="${name}"]`);
    const isChoice = (await field.first().getAttribute('type')) === 'radio';
    if (isChoice) await page.locator(`[name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}
