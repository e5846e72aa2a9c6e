/** One thing that `check` looked at. */

export interface Finding {
  about: 'content' | 'answers' | 'server' | 'address' | 'mail' | 'machine';
  /** False: a person must do something, or look where the command could not. */
  isRight: boolean;
  /** What was found, and what to do, in one or two sentences. */
  sentence: string;
}

/** Returns functions that make the findings about one subject. */
export function findingsAbout(about: Finding['about']) {
  return {
    right: (sentence: string): Finding => ({ about, isRight: true, sentence }),
    wrong: (sentence: string): Finding => ({ about, isRight: false, sentence }),
  };
}
