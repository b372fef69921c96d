import type { Extraction } from './extractor.ts';
import { localDate } from './local-date.ts';
import { readMembers, type Level, type Member } from './members.ts';

/** A letter as both formats give it; '' for what is not there. */
export interface Letter {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly sentAt: Date | null;
  readonly words: string;
}

/** Who, when, subject and words, then every attachment as a member; its date is the day it was sent. */
export async function readLetter(letter: Letter, attachments: readonly Member[], level: Level): Promise<Extraction> {
  const sentOn = letter.sentAt === null ? null : localDate(letter.sentAt);
  const head = [
    ['主题', letter.subject.trim()],
    ['发件人', letter.from],
    ['收件人', letter.to],
    ['日期', sentOn ?? ''],
  ].flatMap(([label, value]) => (value ? [`${label}:${value}`] : []));
  const opening = [...head, letter.words.replace(/\r\n?/g, '\n').trim()].filter((line) => line !== '').join('\n');
  const read = await readMembers(attachments, level, { opening, message: null });
  return { ...read, properties: { title: letter.subject.trim() || null, createdOn: sentOn } };
}
