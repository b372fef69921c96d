import { z } from 'zod';

/** True for `YYYY-MM-DD` that names a real day. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate() && year >= 1900;
}

/** A day as `YYYY-MM-DD` that the calendar has. */
export const calendarDay = z.string().refine(isCalendarDate, { message: '日期要写成 YYYY-MM-DD,并且是真实存在的一天' });
