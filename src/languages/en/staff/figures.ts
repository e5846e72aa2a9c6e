/** Figures of the questions: their names, what they are based on, and the sentences beside them. */
import { asHead } from '../../../text/shown.ts';
import { say } from '../say.ts';
import { sayAnswers, sayFigures, sayPeople, sayPoints, sayRankings } from './counts.ts';

const quoted = (words: string) => `“${words}”`;

/** Why answers could not be worked out, the most frequent reason first. */
interface WhyUnclear {
  reasons: readonly (readonly [reason: string, count: number])[];
  /** Whether some answers have more than one of the reasons. */
  hasSeveral: boolean;
}

/** @param sayCount says how many answers are unclear */
const unclear =
  (sayCount: (count: number) => string) =>
  (count: number, { reasons, hasSeveral }: WhyUnclear) => {
    const are = say.plural(count, { one: 'is', other: 'are' });
    const counted = say.list(reasons.map(([reason, times]) => `${say.number(times)} ${reason}`));
    const why = reasons.length === 0 ? '' : `: ${counted}`;
    return `${sayCount(count)} could not be worked out, and ${are} not in the figures${why}.${hasSeveral ? ' One can have several reasons.' : ''}`;
  };

/** One end of a scale: the words of its options. */
type Half = readonly string[];

/** How many people chose an option at one end of a scale. */
interface ChosenHalf {
  options: Half;
  count: number;
  share: string;
}

function oneOf(half: Half): string {
  if (half.length <= 3) return say.choices(half.map(quoted));
  return `one of the ${half.length} options from ${quoted(half[0] ?? '')} to ${quoted(half.at(-1) ?? '')}`;
}

const chose = ({ options, count, share }: ChosenHalf) =>
  `${say.number(count)} (${share}) chose ${oneOf(options)}`;

/** Begins a sentence about a row of a grid. */
function aboutRow(row: string, word: string): string {
  const head = asHead(row);
  return `${head} ${head.endsWith(':') ? word.toLowerCase() : word}`;
}

/** An option was added or deleted while people answered. */
const onlySomeCould = (what: string, could: number, everybody: number) =>
  `Only ${say.number(could)} of the ${sayPeople(everybody)} in these figures could ${what}.`;

/** Nobody has answered since the option was added. */
const addedLater = (option: string) =>
  `${quoted(option)} was added later: nobody in these figures could choose it.`;

const numberWords = ['no', 'one', 'two', 'three', 'four'];
const halfOfRankings = 'at least half of the rankings';

export const figures = {
  // For all kinds of questions.
  noContributions: 'No contributions yet.',
  answered: (answered: number, asked: number) =>
    `${say.number(answered)} of ${say.number(asked)} answered; ${say.number(asked - answered)} gave no answer.`,
  onlyOne: 'Only one person answered, so percentages say nothing here.',
  /** `share`: the percentage that one person is. */
  onlyFew: (answered: number, share: string) =>
    `Only ${answered} people answered, so one person is ${share}.`,
  unclearAnswers: unclear(sayAnswers),
  unclearRankings: unclear(sayRankings),
  unclearNumbers: unclear(sayFigures),
  /** A name within a sentence. */
  quoted,
  percent: (figure: string) => `${figure}%`,
  hardlyAny: 'less than 0.1%',
  nearlyAll: 'more than 99.9%',
  option: 'Option',
  median: 'Median',

  /** Questions whose options are chosen. */
  options: {
    /** `share`: what `most` is of `answered`. */
    mostChosen: (option: string, most: number, answered: number, share: string) =>
      `${option} was chosen most often, by ${say.number(most)} of ${say.number(answered)} (${share}).`,
    equallyChosen: (options: readonly string[], most: number, answered: number, share: string) =>
      `${say.list(options)} were chosen equally often, each by ${say.number(most)} of ${say.number(answered)} (${share}).`,
    /** If not everybody could choose each of them. */
    equallyOften: (options: readonly string[], most: number) =>
      `${say.list(options)} were chosen equally often, each by ${sayPeople(most)}.`,
    /** `everybody`: how many people the figures are about. */
    onlyForSome: (option: string, could: number, everybody: number) =>
      could === 0
        ? addedLater(option)
        : `${onlySomeCould(`choose ${quoted(option)}`, could, everybody)} Its share is of these.`,
    alsoOther: (count: number) =>
      `${sayPeople(count)} chose another option and also wrote something for “Other”. They are counted for the option they chose, and their words are quoted below.`,
    canBeSeveral:
      'People could choose more than one option, so the shares can add up to more than 100%.',
    // Why an answer could not be worked out.
    noneAndOthers: (none: string) => `with “${none}” and others`,
    tooMany: (most: number) => `with more than ${most} boxes ticked`,
    caption: 'How often each option was chosen',
    chosenBy: 'Chosen by',
    shareOfAnswered: 'Share of people who answered',
    nobody: 'nobody answered',
    offeredToNobody: 'nobody could choose it',
  },

  number: {
    middle: (median: string, mean: string, least: string, most: string) =>
      `The median is ${median} and the mean ${mean}. The numbers go from ${least} to ${most}.`,
    noneWritten: (count: number) =>
      `${sayPeople(count)} wrote only “N/A”, “none” or a dash. This is not in the figures.`,
    beforeUnit: (count: number, unit: string | undefined) =>
      say.plural(count, {
        one: `${say.number(count)} person answered before the question asked for ${unit ?? 'a number without a unit'}. Their number is not in the figures.`,
        other: `${say.number(count)} people answered before the question asked for ${unit ?? 'a number without a unit'}. Their numbers are not in the figures.`,
      }),
    // Why an answer could not be worked out.
    notOne: 'that cannot be read as one number',
    outside: 'outside the range that was asked for',
    caption: (unit: string | undefined) =>
      unit === undefined ? 'The numbers' : `The numbers, in ${unit}`,
    counted: 'Counted',
    howMany: 'How many',
    least: 'Least',
    mean: 'Mean',
    most: 'Most',
    none: 'no numbers',
    all: 'All numbers',
  },

  ranking: {
    /** The ways to decide which option is first. */
    ways: {
      firstChoices: 'first choices',
      top: (places: number) => `times in the top ${places}`,
      meanRank: 'mean rank',
      borda: 'Borda points',
      pairs: 'pairwise comparison',
    },
    noFirsts: 'Nobody put anything first, so there are no first choices to compare.',
    noneInTop: (places: number) =>
      `Nobody put anything in the top ${places}, so there is nothing to compare in it.`,
    noMeans: `No option is in ${halfOfRankings}, so mean ranks cannot be compared.`,
    allAgree: (option: string, rankings: number) =>
      `All five ways to count put ${option} first, from ${sayRankings(rankings)}.`,
    /** Used if some ways put no option first. `ways`: how many do, fewer than five. */
    othersAgree: (ways: number, option: string, rankings: number) =>
      `The other ${numberWords[ways]} ways to count put ${option} first, from ${sayRankings(rankings)}.`,
    disagree: (firsts: readonly { first: string; ways: readonly string[] }[], rankings: number) =>
      `The ways to count do not agree on what comes first, from ${sayRankings(rankings)}: ${firsts.map(({ first, ways }) => `${first} by ${say.list(ways)}`).join('; ')}.`,
    nothingFirst: 'nothing (no option beats every other)',
    level: (options: readonly string[]) => `${say.list(options)} (level)`,
    onlyForSome: (option: string, could: number, everybody: number) =>
      could === 0
        ? `${quoted(option)} was added later: it was in none of these rankings.`
        : `${quoted(option)} could be ranked in only ${say.number(could)} of the ${sayRankings(everybody)}, and gets its points from these. Its figures cannot be compared with the others.`,
    // Why an answer could not be worked out.
    usedTwice: 'with a number used twice',
    outside: (last: number) => `with a number outside 1 to ${last}`,
    notNumber: 'with something that is not a number',
    rules: [
      'People can leave items out of a ranking. An item without a number counts as below every item with a number, and level with the other items without one.',
      'First choices, times in the top and the mean rank use the numbers as people wrote them. The mean rank counts only the people who gave the item a number. The column beside it says how many did: an item that few people ranked can have a good mean.',
      `An item can come first by mean rank only if it is in ${halfOfRankings}.`,
      'Borda points: each ranking gives an item one point for each item below it, and half a point for each item level with it.',
      'Pair by pair (Condorcet): for each pair of items, how many rankings put one above the other. The winner, if there is one, beats every other item: more rankings put it above that item than below.',
    ],
    caption: (rankings: number) =>
      `Five ways to count, from ${sayRankings(rankings)}; most Borda points first`,
    ranked: 'Ranked',
    points: 'Borda points',
    firsts: 'First choices',
    timesInTop: (places: number) => `Times in the top ${places}`,
    mean: 'Mean rank',
    rankedBy: 'Ranked by',
    nobody: 'nobody ranked it',
    pairs: (rankings: number) =>
      `Pair by pair, from ${sayRankings(rankings)}: how many put the option in the row above the one in the column`,
    above: (option: string) => `Above ${option}`,
    itself: 'itself',
  },

  grid: {
    nobodyAnswered: (row: string) => `${aboutRow(row, 'Nobody')} answered.`,
    row: (row: string, answered: number, first: ChosenHalf, second: ChosenHalf) =>
      `${aboutRow(row, 'Of')} ${sayPeople(answered)} who answered, ${chose(first)}, and ${chose(second)}.`,
    explainMedian: (first: string, places: number, last: string) =>
      `Median: the place on the scale of the middle answer, when the answers to a row are put in order. 1 is “${first}”, and ${places} is “${last}”.`,
    explainNet: (first: Half, second: Half) =>
      `Net: the percentage who chose ${oneOf(first)}, minus the percentage who chose ${oneOf(second)}.`,
    inNeither: (options: readonly string[]) =>
      `${say.list(options.map(quoted))} ${say.plural(options.length, { one: 'counts', other: 'count' })} in neither.`,
    onlyForSome: (option: string, could: number, everybody: number) =>
      could === 0
        ? addedLater(option)
        : `${onlySomeCould(`choose ${quoted(option)}`, could, everybody)} Its percentages are of everybody who answered the row.`,
    caption: (answered: number) =>
      `How each row was answered, from ${sayPeople(answered)}; percentages are of those who answered the row`,
    rowHead: 'Row',
    answeredHead: 'Answered',
    net: 'Net',
    none: 'none',
  },

  points: {
    most: (option: string, mean: string, total: number) =>
      `${option} got the most points: ${mean} of ${sayPoints(total)} on average.`,
    equallyMany: (options: readonly string[], mean: string, total: number) =>
      `${say.list(options)} got the same number of points: ${mean} of ${sayPoints(total)} each, on average.`,
    blank: 'A box that was left blank counts as 0 points.',
    otherTotal: (count: number, total: number) =>
      say.plural(count, {
        one: `${say.number(count)} answer shared out another total, because the question was changed. It is in the figures as shares of ${sayPoints(total)}.`,
        other: `${say.number(count)} answers shared out another total, because the question was changed. They are in the figures as shares of ${sayPoints(total)}.`,
      }),
    onlyForSome: (option: string, could: number, everybody: number) =>
      could === 0
        ? addedLater(option)
        : `${onlySomeCould(`give points to ${quoted(option)}`, could, everybody)} Its mean and median are of these.`,
    // Why an answer could not be worked out.
    notWhole: 'with something that is not a whole number',
    fewer: (total: number) => `with fewer than ${sayPoints(total)}`,
    more: (total: number) => `with more than ${sayPoints(total)}`,
    caption: (total: number, answers: number) =>
      `Points out of ${say.number(total)}, from ${sayAnswers(answers)}; highest mean first`,
    mean: 'Mean points',
    median: 'Median points',
    givenBy: 'Given points by',
    none: 'no answers',
  },

  /** How many people said who they are. No figure has what they wrote. */
  known: {
    contact: (known: number, asked: number, writable: number) =>
      `${say.number(known)} of ${sayPeople(asked)} said who they are; ${say.number(writable)} left an email address.`,
    noneWritten: (count: number) =>
      `Of these, ${sayPeople(count)} wrote only “N/A”, “none” or a dash.`,
  },

  consent: {
    mayPublish: (people: Record<'asked' | 'withName' | 'withoutName' | 'silent', number>) =>
      `We may publish what ${say.number(people.withName + people.withoutName)} of ${sayPeople(people.asked)} wrote: ${say.number(people.withName)} with the name, ${say.number(people.withoutName)} without. ${say.number(people.silent)} did not say, so we do not publish what they wrote.`,
    caption: 'What people allow us to publish',
    answer: 'Answer',
    people: 'People',
    shareOfAll: 'Share of all people',
    silent: 'Did not say, so not published',
    nobody: 'nobody was asked',
  },
};
