/** Boxes to tick: none, one or several. Nothing ticked is no answer. */
import { staffWords } from '../../languages/staff.ts';
import { otherBox, otherColumn, otherField, readOther, showOther } from '../other.ts';
import {
  choicesOf,
  forStaff,
  isOther,
  longestId,
  nameBriefly,
  nameInFull,
  nameOption,
  optionOf,
  otherId,
  sentencesOf,
  valuesIn,
  type Column,
  type Kind,
} from '../question.ts';
import { blocksToLines, type Block } from '../../text/shown.ts';
import { blankCheckboxes, readCheckboxes } from './checkboxes-lines.ts';
import {
  checkboxesAnswerSchema,
  checkboxesQuestionSchema,
  type CheckboxesAnswer,
  type CheckboxesQuestion,
} from './checkboxes-question.ts';
import { startCheckboxesTally } from './tally-checkboxes.ts';

export const checkboxes: Kind<CheckboxesQuestion, CheckboxesAnswer> = {
  name: 'checkboxes',
  purpose: 'All options that apply, or up to a number of them, by ticking boxes.',
  questionSchema: checkboxesQuestionSchema,
  answerSchema: checkboxesAnswerSchema,
  countsAlone: true,
  example: ({ options }) => ({
    state: 'clear',
    options: options.slice(0, 2).map(({ id }) => id),
  }),
  fields: (question) => [
    { name: question.id, takes: 'several', most: longestId, tooLong: tickAgain(question) },
    ...(question.other === true ? [otherBox(question)] : []),
  ],

  parse(question, { typed, isInsistedOn }) {
    const sent = new Set(valuesIn(typed, question.id).map((value) => value.trim()));
    const other = readOther(question, typed);
    const all = choicesOf(question).map(({ id }) => id);
    if ([...sent].some((id) => !all.includes(id))) {
      return { answer: null, errors: [{ field: question.id, message: tickAgain(question) }] };
    }
    const options = all.filter((id) => sent.has(id) || (id === otherId && other !== null));
    if (options.length === 0) return { answer: null, errors: [] };

    const words = other === null ? {} : { other };
    const message = complain(question, options);
    if (message !== null && !isInsistedOn(question.id)) {
      return { answer: null, errors: [{ field: question.id, message, mayStay: true }] };
    }
    return {
      answer: { state: message === null ? 'clear' : 'unclear', options, ...words },
      errors: [],
    };
  },

  fill: (question, { options, other }) => ({
    [question.id]: options,
    ...(other === undefined ? {} : { [otherField(question)]: [other] }),
  }),

  show(question, { state, options, other }) {
    const names = options
      .filter((id) => id !== otherId || other === undefined)
      .map((id) => nameTicked(question, id));
    const blocks: Block[] = names.length === 0 ? [] : [{ list: names }];
    if (state === 'unclear') {
      blocks.unshift({ say: 'ours', text: sentencesOf(question).checkboxes.unclear });
    }
    return other === undefined ? blocks : [...blocks, showOther(question, other)];
  },

  columns(question) {
    const { id, ask, none, most } = question;
    const words = staffWords.exports.answers;
    const canBeUnclear = none !== undefined || most !== undefined;
    return [
      { id, title: ask, isWide: true, isPublic: 'always' },
      ...choicesOf(question).map((option): Column =>
        isOther(question, option)
          ? otherColumn(question)
          : {
              id: `${id}-${option.id}`,
              ...words.ticked(ask, nameOption(option)),
              isFigure: true,
              isPublic: 'always',
            },
      ),
      ...(canBeUnclear
        ? [
            {
              id: unclearColumn(question),
              ...words.unclearTicks(ask),
              isWide: true,
              isPublic: 'with-consent' as const,
            },
          ]
        : []),
    ];
  },
  /** An unclear answer has a separate cell, so that no sum can include it. */
  cells(question, answer) {
    const { id } = question;
    if (answer.state === 'unclear') {
      const lines = blocksToLines(checkboxes.show(forStaff(question), answer));
      return { [unclearColumn(question)]: lines.join('\n') };
    }
    const names = answer.options.map((option) => nameBriefly(optionOf(question, option)));
    return {
      [id]: names.join('; '),
      ...Object.fromEntries(answer.options.map((option) => [`${id}-${option}`, '1'])),
      ...(answer.options.some((option) => isOther(question, { id: option }))
        ? {
            [otherField(question)]:
              answer.other ?? sentencesOf(forStaff(question)).other.notDescribed,
          }
        : {}),
    };
  },
  /** An unclear answer chose nothing for certain. */
  chosen: ({ state, options }) => (state === 'clear' ? options : []),
  sayChanges: (before, now) =>
    before.most === now.most
      ? []
      : [staffWords.checking.changes.most(now.id, before.most, now.most)],
  startTally: startCheckboxesTally,
  mayBeQuoted: ({ other, none, most }) =>
    other === true || none !== undefined || most !== undefined,
  quote(question, answer) {
    if (answer.state === 'unclear') return checkboxes.show(forStaff(question), answer);
    return answer.other === undefined ? null : [{ say: 'theirs', text: answer.other }];
  },
  wordsOf: ({ other = '' }) => other,
  blankLines: blankCheckboxes,
  readLines: readCheckboxes,
};

function unclearColumn({ id }: CheckboxesQuestion): string {
  return `${id}-unclear`;
}

function nameTicked(question: CheckboxesQuestion, id: string): string {
  const option = optionOf(question, id);
  return isOther(question, option) ? sentencesOf(question).other.notDescribed : nameInFull(option);
}

function tickAgain(question: CheckboxesQuestion): string {
  return sentencesOf(question).checkboxes.tickAgain(question.ask);
}

/** Returns one sentence that says what to do about contradictory options, or `null` if there are none. */
function complain(question: CheckboxesQuestion, options: string[]): string | null {
  const { none, most = Infinity, ask } = question;
  const { noneAndOthers, noneAndTooMany, tooMany } = sentencesOf(question).checkboxes;
  const others = options.filter((id) => id !== 'none' || none === undefined);
  if (none !== undefined && others.length < options.length && others.length > 0) {
    const names = others.map((id) => nameBriefly(optionOf(question, id)));
    return others.length > most
      ? noneAndTooMany(none, names, most, ask)
      : noneAndOthers(none, names, ask);
  }
  return others.length <= most ? null : tooMany(others.length, most, ask);
}
