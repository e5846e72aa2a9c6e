import type { Check } from './check.ts';

export const motion: Check = {
  name: 'motion',
  says: 'nothing moves, whether reduced motion is asked for or not',
  criteria: ['2.2.2', '2.3.1', '2.3.2', '2.3.3'],
  sampled: 'fine',
  changesWindow: true,
  async run(page) {
    const problems = [];
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      await page.emulateMedia({ reducedMotion });
      const moving = await page.evaluate(() => ({
        running: document.getAnimations().length,
        declared: [...document.querySelectorAll('*')]
          .filter((element) => {
            const style = getComputedStyle(element);
            return (
              style.animationName !== 'none' ||
              /[1-9]/.test(style.transitionDuration) ||
              style.scrollBehavior === 'smooth'
            );
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      }));
      if (moving.running > 0)
        problems.push({ rule: 'running', message: 'something moves', where: reducedMotion });
      problems.push(
        ...moving.declared.map((where) => ({ rule: 'declared', message: 'it may move', where })),
      );
    }
    return { tested: 2, problems };
  },
};
