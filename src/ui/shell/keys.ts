/** The keys, for the help overlay: where they work, what to press, what it does. */
export interface Keys {
  readonly where: string;
  readonly keys: readonly { readonly press: readonly string[]; readonly does: string }[];
}

export const KEYS: readonly Keys[] = [
  {
    where: 'Everywhere',
    keys: [
      { press: ['?'], does: 'Shows this help' },
      { press: ['/'], does: 'Goes to the search of the table' },
      { press: ['Ctrl+V'], does: 'Pastes evidence, outside a text field' },
      { press: ['Escape'], does: 'Closes what is open: a certificate, a dialog' },
    ],
  },
  {
    where: 'In “Paste evidence”',
    keys: [{ press: ['Ctrl+Enter'], does: 'Adds what is pasted' }],
  },
  {
    where: 'In the table of certificates',
    keys: [
      { press: ['↑', '↓'], does: 'Moves by a row; with a certificate open, walks from argument to argument' },
      { press: ['Page Up', 'Page Down'], does: 'Moves by a screen' },
      { press: ['Home', 'End'], does: 'Goes to the first, the last row' },
      { press: ['Enter'], does: 'Opens the certificate; folds a group' },
      { press: ['Space'], does: 'Picks the certificate, or lets go of it' },
      { press: ['Shift+↑', 'Shift+↓'], does: 'Picks on the way' },
      { press: ['Ctrl+A'], does: 'Picks all that are listed' },
    ],
  },
  {
    where: 'In the timeline',
    keys: [
      { press: ['←', '→'], does: 'Moves in time; with Shift, further' },
      { press: ['+', '−'], does: 'Zooms; so do Ctrl and the wheel, and two fingers' },
      { press: ['Home'], does: 'Shows all' },
      { press: ['↑', '↓'], does: 'Reads what is drawn; Enter opens it' },
      { press: ['Shift'], does: 'While dragging: selects a span that filters the table' },
    ],
  },
];

const TYPED = 'input, textarea, select, [contenteditable]';

/** Whether a key that was pressed is for a field and not for the page. */
export const isTyped = (event: KeyboardEvent): boolean =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  (event.target instanceof Element && event.target.closest(TYPED) !== null);
