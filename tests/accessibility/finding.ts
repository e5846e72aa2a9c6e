/** What an engine says about a state. */
export interface Finding {
  engine: string;
  state: string;
  rule: string;
  message: string;
  /** Where on the page: a selector or a piece of markup. */
  where: string;
}

/** One line for a person. */
export function sayFinding({ engine, state, rule, message, where }: Finding): string {
  return `${state}: ${message} (${engine} ${rule}) at ${where}`;
}
