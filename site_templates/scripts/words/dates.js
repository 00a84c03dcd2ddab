/* Dates by the reader's own calendar. (`toISOString` has that of Greenwich: another day, for hours of every night.) */

const two = (number) => String(number).padStart(2, "0");

/** The day as YYYY-MM-DD, which sorts as it is written. */
export const day = (time) => `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;

/** In the page's language, so that no reader can mistake day for month: 23 November 2026. */
export function longDate(time, more = {}) {
  const language = document.documentElement.lang;
  const shown = { day: "numeric", month: "long", year: "numeric", ...more };
  return time.toLocaleString({ en: "en-GB" }[language] ?? language, shown);
}

/** Hours and minutes. */
export const clock = (time) => `${two(time.getHours())}:${two(time.getMinutes())}`;

/** Day and time of day, so that no reader can mistake day for month. */
export const moment = (time) => longDate(time, { hour: "2-digit", minute: "2-digit" });
