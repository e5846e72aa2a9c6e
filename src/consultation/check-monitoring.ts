/** Finds questions for equality monitoring whose answers could reveal the person. */
import { kindOf } from '../questions/kinds.ts';
import type { Question } from '../questions/question.ts';
import type { ReadSection } from './check-names.ts';
import type { Fault } from './fault.ts';

export function checkMonitoring(sections: readonly ReadSection[]): Fault[] {
  const placed = sections.flatMap(({ file, questions }) =>
    questions.map((question) => ({ file, question })),
  );
  const monitored = new Set(
    placed.filter(({ question }) => question.monitoring).map(({ question }) => question.id),
  );
  return placed.flatMap(({ file, question }): Fault[] => {
    const wrong = findWrong(question, monitored);
    if (!wrong) return [];
    return [{ file, path: ['questions', question.id, wrong.key], message: wrong.message }];
  });
}

function findWrong(
  question: Question,
  monitored: ReadonlySet<string>,
): { key: string; message: string } | null {
  if (question.follows && monitored.has(question.follows.question)) {
    const message = `This question follows "${question.follows.question}", which is for equality monitoring: an answer here would show what the person said there. Delete "follows".`;
    return { key: 'follows', message };
  }
  if (!question.monitoring) return null;
  const kind = kindOf(question);
  if (!kind.chosen) {
    const message = `A ${kind.name} cannot be for equality monitoring, because only what is chosen from a list can be reported as totals. Delete "monitoring", or ask with options.`;
    return { key: 'monitoring', message };
  }
  if ('other' in question && question.other === true) {
    const message = `Words in an "other" box could show who wrote them. Delete "other", or "monitoring".`;
    return { key: 'other', message };
  }
  if (question.needed) {
    const message = `Nobody must be asked twice about themselves. Delete "needed", or "monitoring".`;
    return { key: 'needed', message };
  }
  return null;
}
