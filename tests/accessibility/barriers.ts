/**
 * A page without barriers, and pages that differ from it by one barrier each. Every check runs on all of them. The
 * test fails if no check finds a barrier, or if a check complains about the good page.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const css = readFileSync(
  fileURLToPath(new URL('../../src/styles/site.css', import.meta.url)),
  'utf8',
);

export const goodPage = `<!doctype html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<title>Error: Have your say – Weigh In</title>
<meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,">
<style>${css}</style>
</head>
<body>
<header>
<a class="skip" href="#main">Skip to main content</a>
<p><a href="/">Weigh In: home</a></p>
<p>Need help? Email <a href="mailto:help@example.org">help@example.org</a></p>
</header>
<main id="main" tabindex="-1">
<h1>Have your say</h1>
<div class="errors" id="errors" tabindex="-1" autofocus role="group" aria-labelledby="errors-title">
<h2 id="errors-title">There is a problem</h2>
<ul><li><a href="#email">Write your email address like name@example.com</a></li></ul>
</div>
<p>Read the plan first. It says what we want to do in the next two years, who will do it, how much it will cost, and what will be different for the people who live here.</p>
<nav aria-labelledby="contents">
<h2 id="contents">Contents</h2>
<ul><li><a href="#plan">The plan</a></li></ul>
</nav>
<h2 id="plan">The plan</h2>
<p>You can also read <a href="/plan/">the plan on a page of its own</a>, whenever you like.</p>
<p dir="auto">نحن نرحب بهذه الخطة.</p>
<table class="marks">
<caption>Goals, and the themes they belong to</caption>
<thead><tr><th scope="col">Goal</th><th scope="col">People</th><th scope="col">Learning</th></tr></thead>
<tbody><tr><th scope="row">Share what we learn</th><td>Yes</td><td>No</td></tr></tbody>
</table>
<form method="post" action="/respond" novalidate>
<fieldset>
<legend>Which option do you prefer?</legend>
<label class="pick"><input type="radio" name="choice" value="" checked><span>No answer</span></label>
<label class="pick"><input type="radio" name="choice" value="one"><span>Option 1: go on as we are</span></label>
</fieldset>
<label class="ask" for="comment">Do you have any comments?</label>
<p class="hint" id="comment-hint">Up to 10,000 characters</p>
<textarea id="comment" name="comment" rows="6" dir="auto" aria-describedby="comment-hint"></textarea>
<fieldset>
<legend>Rank the values. Use each number once</legend>
<div class="rank"><div><label for="rank-human">Human (1 to 2)</label></div>
<input type="text" inputmode="numeric" autocomplete="off" id="rank-human" name="rank-human"></div>
<div class="rank"><div><label for="rank-real">Real (1 to 2)</label></div>
<input type="text" inputmode="numeric" autocomplete="off" id="rank-real" name="rank-real"></div>
</fieldset>
<p><label for="email">Your email address (you can leave this blank)</label>
<span class="error" id="email-error">Error: Write your email address like name@example.com</span>
<input class="line" type="text" inputmode="email" autocomplete="email" id="email" name="email" value="nobody" aria-invalid="true" aria-describedby="email-error"></p>
<button type="submit" class="send" name="do" value="check">Check your answers</button>
</form>
<h2>What you said before</h2>
<dl><dt>Do you have any comments?</dt><dd>I like it.</dd></dl>
</main>
<footer>
<p><a href="/privacy/">Privacy notice</a></p>
</footer>
</body>
</html>
`;

export interface Barrier {
  name: string;
  /** What a person meets. */
  says: string;
  criterion: string;
  /** What is replaced in the good page, and by what. */
  change: [good: string, broken: string][];
}

const style = (rules: string): [string, string] => ['</style>', `${rules}</style>`];
const plan = '<h2 id="plan">The plan</h2>';
const readFirst = '<p>Read the plan first.';
const send =
  '<button type="submit" class="send" name="do" value="check">Check your answers</button>';
const own = '<a href="/plan/">the plan on a page of its own</a>';
const before = '<h2>What you said before</h2>';

export const barriers: Barrier[] = [
  {
    name: 'no-lang',
    says: 'no language of the page',
    criterion: '3.1.1',
    change: [['<html lang="en-GB" dir="ltr">', '<html dir="ltr">']],
  },
  {
    name: 'empty-title',
    says: 'an empty title',
    criterion: '2.4.2',
    change: [['<title>Error: Have your say – Weigh In</title>', '<title></title>']],
  },
  {
    name: 'no-alt',
    says: 'a picture without a text',
    criterion: '1.1.1',
    change: [
      [
        before,
        `<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" width="50" height="50"></p>${before}`,
      ],
    ],
  },
  {
    name: 'placeholder',
    says: 'a placeholder as the only label',
    criterion: '3.3.2',
    change: [
      ['<label class="ask" for="comment">Do you have any comments?</label>', ''],
      ['<textarea id="comment"', '<textarea placeholder="Your comments" id="comment"'],
    ],
  },
  {
    name: 'no-fieldset',
    says: 'radios without a group',
    criterion: '1.3.1',
    change: [
      [
        '<fieldset>\n<legend>Which option do you prefer?</legend>',
        '<div><p>Which option do you prefer?</p>',
      ],
      ['go on as we are</span></label>\n</fieldset>', 'go on as we are</span></label>\n</div>'],
    ],
  },
  {
    name: 'pale',
    says: 'text at less than 4.5:1',
    criterion: '1.4.3',
    change: [[readFirst, '<p style="color:#999;background:#fff">Read the plan first.']],
  },
  {
    name: 'greyish',
    says: 'text at less than 7:1',
    criterion: '1.4.6',
    change: [[readFirst, '<p style="color:#666;background:#fff">Read the plan first.']],
  },
  {
    name: 'no-th',
    says: 'a table of data without headers',
    criterion: '1.3.1',
    change: [
      [
        '<th scope="col">Goal</th><th scope="col">People</th><th scope="col">Learning</th>',
        '<td>Goal</td><td>People</td><td>Learning</td>',
      ],
      ['<th scope="row">Share what we learn</th>', '<td>Share what we learn</td>'],
    ],
  },
  {
    name: 'skipped-level',
    says: 'a heading two levels down',
    criterion: '1.3.1',
    change: [[plan, '<h4 id="plan">The plan</h4>']],
  },
  {
    name: 'double-id',
    says: 'one id twice',
    criterion: '4.1.2',
    change: [['id="rank-real" name="rank-real"', 'id="rank-human" name="rank-real"']],
  },
  {
    name: 'css-tick',
    says: 'a tick that only CSS makes',
    criterion: '1.3.1',
    change: [['<td>Yes</td>', '<td class="tick"></td>'], style('.tick::after{content:"✓"}')],
  },
  {
    name: 'loose-error',
    says: 'an error that no field names',
    criterion: '1.3.1',
    change: [[' aria-describedby="email-error"', '']],
  },
  {
    name: 'clickable-span',
    says: 'something that looks like a button but is not one',
    criterion: '2.1.1',
    change: [
      [
        send,
        '<span class="send" onclick="this.closest(\'form\').submit()">Check your answers</span>',
      ],
    ],
  },
  {
    name: 'no-outline',
    says: 'the focus cannot be seen',
    criterion: '2.4.7',
    change: [style(':focus-visible{outline:none}')],
  },
  {
    name: 'small-targets',
    says: 'buttons of 14 pixels',
    criterion: '2.5.8',
    change: [
      [
        send,
        '<button type="submit" name="do" value="a" style="all:revert;font-size:8px;width:14px;height:14px;padding:0">A</button><button type="submit" name="do" value="b" style="all:revert;font-size:8px;width:14px;height:14px;padding:0">B</button>',
      ],
    ],
  },
  {
    name: 'wide',
    says: '900 pixels wide whatever the window',
    criterion: '1.4.10',
    change: [style('main{width:900px}')],
  },
  {
    name: 'no-zoom',
    says: 'zooming is forbidden',
    criterion: '1.4.4',
    change: [
      [
        'content="width=device-width"',
        'content="width=device-width, user-scalable=no, maximum-scale=1"',
      ],
    ],
  },
  {
    name: 'click-here',
    says: 'a link that says nothing alone',
    criterion: '2.4.9',
    change: [[own, '<a href="/plan/">Click here</a>']],
  },
  {
    name: 'no-autocomplete',
    says: 'the browser cannot fill in the address',
    criterion: '1.3.5',
    change: [['autocomplete="email" ', '']],
  },
  {
    name: 'missing-reference',
    says: 'a name that points to nothing',
    criterion: '4.1.2',
    change: [['<nav aria-labelledby="contents">', '<nav aria-labelledby="gone">']],
  },
  {
    name: 'tabindex',
    says: 'an order of its own for the keyboard',
    criterion: '2.4.3',
    change: [['<input class="line" type="text"', '<input class="line" tabindex="5" type="text"']],
  },
  {
    name: 'refresh',
    says: 'the page ends after twenty minutes',
    criterion: '2.2.1',
    change: [
      [
        '<meta charset="utf-8">',
        '<meta charset="utf-8"><meta http-equiv="refresh" content="1200;url=/">',
      ],
    ],
  },
  {
    name: 'sticky-bar',
    says: 'a bar covers what has the focus',
    criterion: '2.4.11',
    change: [style('footer{position:fixed;inset:auto 0 0;height:260px;background:#fff;z-index:1}')],
  },
  {
    name: 'broken-skip',
    says: 'a skip link that leads nowhere',
    criterion: '2.4.1',
    change: [['<a class="skip" href="#main">', '<a class="skip" href="#content">']],
  },
  {
    name: 'other-name',
    says: 'a name that is not what is seen',
    criterion: '2.5.3',
    change: [
      [
        '<button type="submit" class="send"',
        '<button type="submit" aria-label="Continue to step two" class="send"',
      ],
    ],
  },
  {
    name: 'no-main',
    says: 'no main part',
    criterion: '1.3.1',
    change: [
      ['<main id="main" tabindex="-1">', '<div id="main" tabindex="-1">'],
      ['</main>', '</div>'],
    ],
  },
  {
    name: 'select-submits',
    says: 'choosing sends the form',
    criterion: '3.2.2',
    change: [
      [
        send,
        `<p><label for="more">More options</label><select id="more" name="more" onchange="this.form.submit()"><option>One</option><option>Two</option></select></p>${send}`,
      ],
    ],
  },
  {
    name: 'drag-only',
    says: 'a ranking by dragging alone',
    criterion: '2.5.7',
    change: [
      [send, `<ol><li draggable="true">Human</li><li draggable="true">Real</li></ol>${send}`],
    ],
  },
  {
    name: 'fixed-height',
    says: 'a fixed height cuts off large text',
    criterion: '1.4.4',
    change: [[readFirst, '<p style="height:6.4rem;overflow:hidden">Read the plan first.']],
  },
  {
    name: 'stray-item',
    says: 'an item of no list',
    criterion: '1.3.1',
    change: [[before, `<div><li>An item of no list</li></div>${before}`]],
  },
  {
    name: 'colour-link',
    says: 'a link by its colour alone',
    criterion: '1.4.1',
    change: [
      [
        own,
        '<a href="/plan/" style="text-decoration:none;color:#00f">the plan on a page of its own</a>',
      ],
    ],
  },
  {
    name: 'badly-set',
    says: 'justified, tight text in long lines',
    criterion: '1.4.8',
    change: [
      [
        readFirst,
        '<p style="width:1200px;max-width:none;text-align:justify;line-height:1.1">Read the plan first.',
      ],
    ],
  },
  {
    name: 'wrong-lang',
    says: 'a passage in no known language',
    criterion: '3.1.2',
    change: [['<p dir="auto">نحن', '<p dir="auto" lang="xx-arabic">نحن']],
  },
  {
    name: 'hidden-focus',
    says: 'the focus goes where nothing is said',
    criterion: '4.1.2',
    change: [['<p>You can also read', '<p aria-hidden="true">You can also read']],
  },
  {
    name: 'wrong-role',
    says: 'a role that does not exist',
    criterion: '4.1.2',
    change: [['<dl>', '<dl role="answers">']],
  },
  {
    name: 'endless',
    says: 'something that moves for ever',
    criterion: '2.2.2',
    change: [
      style('@keyframes beat{50%{transform:translateX(4px)}}h1{animation:beat 1s infinite}'),
    ],
  },
  {
    name: 'bold-heading',
    says: 'bold text in place of a heading',
    criterion: '1.3.1',
    change: [[before, '<p><b>What you said before</b></p>']],
  },
  {
    name: 'nameless-checkbox',
    says: 'a checkbox without a label',
    criterion: '4.1.2',
    change: [
      [
        send,
        `<p><input type="checkbox" name="agree" style="width:44px;height:44px"> I agree</p>${send}`,
      ],
    ],
  },
  // The following barriers are not among the seeded defects of the comparison of tools.
  {
    name: 'other-order',
    says: 'the order seen is not the order of the page',
    criterion: '1.3.2',
    change: [
      [
        readFirst,
        '<div style="display:flex;flex-direction:column-reverse"><p>Second, send your answers.</p><p>First, read the plan.</p></div><p>Read the plan first.',
      ],
    ],
  },
  {
    name: 'silent-status',
    says: 'a status that nobody announces',
    criterion: '4.1.3',
    change: [
      [
        readFirst,
        '<p class="saved">Sorry: your answers could not be stored just now.</p><p>Read the plan first.',
      ],
    ],
  },
  {
    name: 'unmoved-focus',
    says: 'the focus does not begin with the errors',
    criterion: '2.4.3',
    change: [[' autofocus role="group"', ' role="group"']],
  },
  {
    name: 'spoken-twice',
    says: 'errors that have the focus, and are announced besides',
    criterion: '4.1.3',
    change: [[' autofocus role="group"', ' autofocus role="alert"']],
  },
  {
    name: 'quiet-title',
    says: 'an error that the title does not tell',
    criterion: '2.4.2',
    change: [['<title>Error: ', '<title>']],
  },
  {
    name: 'dead-error-link',
    says: 'an error’s link that leads nowhere',
    criterion: '3.3.1',
    change: [['<a href="#email">', '<a href="#e-mail">']],
  },
  {
    name: 'other-words',
    says: 'summary and field say different things',
    criterion: '3.3.1',
    change: [
      [
        '<a href="#email">Write your email address like name@example.com</a>',
        '<a href="#email">Something is wrong with a field</a>',
      ],
    ],
  },
  {
    name: 'unmarked-error',
    says: 'a wrong field that is not marked',
    criterion: '4.1.2',
    change: [[' aria-invalid="true"', '']],
  },
  {
    name: 'wrong-direction',
    says: 'right-to-left text runs from the left',
    criterion: '1.3.2',
    change: [['<p dir="auto">نحن', '<p>نحن']],
  },
  {
    name: 'undirected-box',
    says: 'a box in which Arabic runs from the left',
    criterion: '1.3.2',
    change: [['rows="6" dir="auto"', 'rows="6"']],
  },
  {
    name: 'no-wrap',
    says: 'text that does not wrap',
    criterion: '1.4.12',
    change: [[readFirst, '<p style="white-space:nowrap;overflow:hidden">Read the plan first.']],
  },
  {
    name: 'pale-ring',
    says: 'a ring around the focus that is hardly seen',
    criterion: '2.4.13',
    change: [style(':focus-visible{outline:3px solid #e4e4e4}')],
  },
  {
    name: 'shadow-ring',
    says: 'a ring that forced colours take away',
    criterion: '2.4.7',
    change: [style(':focus-visible{outline:none;box-shadow:0 0 0 3px #0a3f8f}')],
  },
  {
    name: 'dark-on-dark',
    says: 'dark text in the dark scheme',
    criterion: '1.4.3',
    change: [[readFirst, '<p style="color:#333">Read the plan first.']],
  },
  {
    name: 'pale-border',
    says: 'the border of a box at 1.5:1',
    criterion: '1.4.11',
    change: [style('textarea{border-color:#d4d4d4!important}')],
  },
  {
    name: 'tooltip',
    says: 'words that only hovering shows',
    criterion: '1.4.13',
    change: [
      ['<textarea id="comment"', '<textarea title="Say what you would change" id="comment"'],
    ],
  },
  {
    name: 'new-window',
    says: 'a link that opens a window',
    criterion: '3.2.5',
    change: [[own, '<a target="_blank" href="/plan/">the plan on a page of its own</a>']],
  },
  {
    name: 'abbreviation',
    says: 'an abbreviation that nobody explains',
    criterion: '3.1.4',
    change: [[readFirst, '<p>Ask the PPIE lead. Read the plan first.']],
  },
  {
    name: 'unreachable',
    says: 'a button that Tab passes over',
    criterion: '2.1.1',
    change: [
      ['<button type="submit" class="send"', '<button type="submit" tabindex="-1" class="send"'],
    ],
  },
  {
    name: 'same-words',
    says: 'the same words lead to two places',
    criterion: '2.4.9',
    change: [
      [
        '<a href="/privacy/">Privacy notice</a>',
        '<a href="/privacy/">the plan on a page of its own</a>',
      ],
    ],
  },
  {
    name: 'blank-paper',
    says: 'answers that are not printed',
    criterion: '1.3.1',
    change: [style('@media print{dd{display:none}}')],
  },
  {
    name: 'two-h1',
    says: 'two main headings',
    criterion: '2.4.6',
    change: [[before, '<h1>What you said before</h1>']],
  },
  {
    name: 'empty-heading',
    says: 'a heading without words',
    criterion: '2.4.6',
    change: [[before, '<h2></h2>']],
  },
  {
    name: 'empty-legend',
    says: 'a group without a name',
    criterion: '1.3.1',
    change: [['<legend>Which option do you prefer?</legend>', '<legend></legend>']],
  },
  {
    name: 'cut-off',
    says: 'a box that cuts off what is pasted',
    criterion: '3.3.1',
    change: [['<textarea id="comment"', '<textarea maxlength="200" id="comment"']],
  },
  {
    name: 'text-on-text',
    says: 'text that lies over text',
    criterion: '1.4.12',
    change: [[before, '<h2 style="margin-top:-3.2em">What you said before</h2>']],
  },
  {
    name: 'clipping-select',
    says: 'options that are cut off at 320 pixels',
    criterion: '1.4.10',
    change: [
      [
        send,
        `<p><label for="goal">The goal you like best</label><select id="goal" name="goal"><option>Co-create a fundraising strategy and ensure that the Centre has what it needs</option><option>Another</option></select></p>${send}`,
      ],
    ],
  },
  {
    name: 'access-key',
    says: 'a key that someone else needs',
    criterion: '2.1.4',
    change: [['<a href="/">Weigh In: home</a>', '<a accesskey="h" href="/">Weigh In: home</a>']],
  },
  {
    name: 'password',
    says: 'something to remember is asked',
    criterion: '3.3.8',
    change: [
      [
        send,
        `<p><label for="pin">Your PIN, as in the letter</label><input class="line" type="password" autocomplete="off" id="pin" name="pin"></p>${send}`,
      ],
    ],
  },
];

/** Returns the page with a barrier. Throws if the text to replace is no longer there. */
export function withBarrier({ name, change }: Barrier): string {
  return change.reduce((page, [good, broken]) => {
    if (!page.includes(good)) throw new Error(`${name} finds no place: ${good}`);
    return page.replace(good, () => broken);
  }, goodPage);
}
