/**
 * Rules for which IBM's engine only asks a person to look ("potential", "manual"), each with the check that covers
 * it. A rule that is not here fails until somebody has decided.
 */
export const reviews: Record<string, string> = {
  style_color_misuse: 'lynx and w3m show every state without colour, and so does the spoken script',
  style_highcontrast_visible: 'the checks "contrast" and "focus-ring" in forced colours',
  element_tabbable_visible: 'the checks "keyboard" and "focus-ring"',
  element_tabbable_unobscured: 'the checks "keyboard" and "focus-ring"',
  download_keyboard_controllable: 'the check "keyboard": Tab goes on from every link',
  style_focus_visible: 'the checks "keyboard" and "focus-ring"',
  form_submit_button_exists: 'the journeys by keyboard, in lynx and in w3m press it',
  input_fields_grouped: 'the check "fields": what belongs together stands in a fieldset',
  input_label_visible: 'the check "fields": every label is seen',
  text_sensory_misuse:
    'read by a person in the spoken script: “above”, “below” and “beside” are true of its order',
  list_markup_review:
    'read by a person in the spoken script: what looks like a list outside one is text in a box, to copy',
  blockquote_cite_exists:
    'the outline of headings in the spoken script: the heading before each quotation names its contribution, and there is no address to cite',
  aria_keyboard_handler_exists:
    'the check "keyboard" and the journeys: radios in a group move by the arrow keys of the browser',
  text_block_heading: 'the check "headings": bold text in a heading’s place',
  heading_markup_misuse: 'the outline of headings in the spoken script, read by a person',
};
