/* The streams of steps on the page: one, as the page has one field of steps. */

export const streams = new Set();
