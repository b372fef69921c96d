/** A calendar date `YYYY-MM-DD`, or null when there is no such day or its year is outside 1900–2100. */
export function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (!(year >= 1900 && year <= 2100) || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The local calendar date of an instant, or null when it is not one or outside 1900–2100. */
export function localDate(instant: Date): string | null {
  if (Number.isNaN(instant.getTime())) return null;
  return calendarDate(instant.getFullYear(), instant.getMonth() + 1, instant.getDate());
}

/** Reads a W3C date (`2019-05-08`, `2019-05-08T02:00:00Z`) as a local calendar date; null when it is none. */
export function localDateOfIso(text: string): string | null {
  const plain = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text.trim());
  if (plain) return calendarDate(Number(plain[1]), Number(plain[2]), Number(plain[3]));
  return /^\d{4}-\d\d-\d\dT/.test(text.trim()) ? localDate(new Date(text.trim())) : null;
}
