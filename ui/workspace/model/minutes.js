/** Minutes of a day and how a field of the browser writes them. Midnight at the end of a day is 00:00 there. */

/** @param {number} minutes */
export const asTime = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** @param {string} time */
export const asMinutes = (time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
