/*
 * Decided before any of the twenty companies was looked at. One finding of a hundred may be false, since each would become a project
 * of its own in a segment; and a rate within a quarter of that elsewhere is no reason for one.
 */
export const FALSE_SHARE = 0.01;
export const AT_LEAST = 1.25;
