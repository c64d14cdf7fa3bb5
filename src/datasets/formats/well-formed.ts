const LONE_SURROGATE = /\p{Cs}/u;

/** Whether a text is made of whole characters, as UTF-8 requires. */
export const isWellFormed = (text: string) => !LONE_SURROGATE.test(text);
