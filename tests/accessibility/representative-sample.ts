/**
 * A representative sample of the states (WCAG-EM 1.0, step 3): whatever is on any state is on one of these. The slow
 * checks look at the sample in `npm test`, and at all states in `npm run accessibility`.
 */
import { parse, type HTMLElement } from 'node-html-parser';
import type { Seen } from './gallery.ts';

/**
 * What a sample shows of each state. `fine`: each element with its attributes, in its parent with its attributes.
 * `coarse`: each element with its classes.
 */
export type Grain = 'fine' | 'coarse';

export type Samples = Readonly<Record<Grain, readonly Seen[]>>;

/** Attributes whose values change how an element looks or works. Of the others, only the name counts. */
const telling =
  /^(?:class|type|role|dir|lang|scope|style|tabindex|autocomplete|inputmode|translate|aria-(?:invalid|hidden|live|expanded|current))$/;

/** Roughly what opening a state costs, in elements. */
const opening = 60;

interface Candidate {
  page: Seen;
  cost: number;
  features: Set<string>;
}

/**
 * Chooses states, the cheap ones first, until each feature of each state is on one of them: the greedy set cover of
 * Chvátal (1979), without the states that later choices made unnecessary. Pages, emails and files count apart.
 */
export function representativeSample(seen: readonly Seen[], grain: Grain): Seen[] {
  const candidates = seen.map((page) => toCandidate(page, describers[grain]));
  const missing = new Set(candidates.flatMap(({ features }) => [...features]));
  const chosen: Candidate[] = [];
  const worthOf = ({ features, cost }: Candidate) =>
    [...features].filter((feature) => missing.has(feature)).length / cost;
  while (missing.size > 0) {
    const best = candidates.reduce((one, other) => (worthOf(other) > worthOf(one) ? other : one));
    for (const feature of best.features) missing.delete(feature);
    chosen.push(best);
  }
  const needed = new Set(chosen);
  for (const candidate of chosen.toSorted((one, other) => other.cost - one.cost)) {
    const others = [...needed].filter((other) => other !== candidate);
    const shown = new Set(others.flatMap(({ features }) => [...features]));
    if ([...candidate.features].every((feature) => shown.has(feature))) needed.delete(candidate);
  }
  return [...needed].map(({ page }) => page);
}

const describers: Record<Grain, (element: HTMLElement) => string> = {
  fine: (element) => [element.parentNode, element].map(toTag).join(' '),
  coarse: ({ tagName, classNames }) => `${tagName} ${classNames}`,
};

function toCandidate(page: Seen, describe: (element: HTMLElement) => string): Candidate {
  const elements = parse(page.html).querySelectorAll('*');
  return {
    page,
    cost: elements.length + opening,
    features: new Set(elements.map((element) => `${page.state.kind}: ${describe(element)}`)),
  };
}

function toTag(element: HTMLElement | null): string {
  if (!element?.tagName) return '';
  const attributes = Object.entries(element.attributes).map(([name, value]) =>
    telling.test(name) ? `${name}=${withoutShares(value)}` : name,
  );
  return `<${[element.tagName, ...attributes.toSorted()].join(' ')}>`;
}

/** Each bar of a report has a style of its own: "width: 31%". */
function withoutShares(value: string): string {
  return value.replace(/[\d.]+%/g, '%');
}
