const NO_SPACE = /[\v\f]/;

/**
 * Text without the white space at its ends. Vertical tabs and form feeds are no space that anybody types: where one stands, another
 * character may be lost (12 became 1 and a form feed), and the text stays as it is.
 */
export const trimmed = (text: string): string => (NO_SPACE.test(text) ? text : text.trim());
