/** Order in which what is to be done is shown and written. */
export const URGENCIES = ["immediate", "today", "ongoing"];
