import { createReadStream } from 'node:fs';
import { inputSource } from '../byte-source.ts';
import { decodeText } from '../../decode-text.ts';
import { EMPTY_EXTRACTION, type ExtractInput, type FormatReader } from '../extractor.ts';
import { localDate } from '../local-date.ts';
import { readMovieHeader } from '../movie-header.ts';
import { withText } from '../outcome.ts';

/** Films and sounds (影像资料): title, length and the day they were made; nothing is played. */
export const mediaReader: FormatReader = {
  extract: async (input: ExtractInput) => {
    const facts = await readFacts(input).catch(() => null);
    if (facts === null || (facts.seconds === null && facts.title === null && facts.createdOn === null))
      return { ...EMPTY_EXTRACTION, message: '读不出时长和日期,文件可能没有拷贝完整。请播放核对' };
    const properties = { title: facts.title, createdOn: facts.createdOn };
    return withText(facts.seconds === null ? '' : `时长 ${clock(facts.seconds)}`, { properties });
  },
};

interface MediaFacts {
  readonly seconds: number | null;
  readonly title: string | null;
  readonly createdOn: string | null;
}

/** Writers without a clock put the epoch of the format (1904) or of Unix here; only a day from 1990 on is one. */
const FIRST_YEAR = '1990';

async function readFacts(input: ExtractInput): Promise<MediaFacts | null> {
  const source = await inputSource(input);
  try {
    const movie = await readMovieHeader(source);
    if (movie) return { seconds: movie.seconds, title: null, createdOn: dayOf(movie.createdAt) };
  } finally {
    await source.close();
  }
  return input.type === 'video' ? null : readTags(input);
}

async function readTags(input: ExtractInput): Promise<MediaFacts> {
  const { parseBuffer, parseStream } = await import('music-metadata');
  const options = { skipCovers: true };
  const path = typeof input.path === 'string' ? input.path : Buffer.from(input.path);
  const stream = input.content ? null : createReadStream(path);
  try {
    const { format, common } = stream
      ? await parseStream(stream, { size: input.sizeBytes }, options)
      : await parseBuffer(input.content ?? new Uint8Array(), undefined, options);
    const seconds = format.duration === undefined || !Number.isFinite(format.duration) ? null : format.duration;
    return {
      seconds,
      title: common.title === undefined ? null : titleOf(common.title),
      createdOn: dayOf(format.creationTime ?? null),
    };
  } finally {
    stream?.destroy();
  }
}

/** Programs here write GBK into tags that are declared Latin-1. */
function titleOf(title: string): string | null {
  const narrow = /[\x80-\xff]/.test(title) && !/[^\0-\xff]/.test(title);
  const chinese = narrow ? decodeText(Buffer.from(title, 'latin1')) : null;
  return (chinese?.encoding === 'gb18030' ? chinese.text : title).replaceAll('\0', '').trim() || null;
}

function dayOf(moment: Date | null): string | null {
  const day = moment === null ? null : localDate(moment);
  return day !== null && day >= FIRST_YEAR ? day : null;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (parts[0] === 0 ? parts.slice(1) : parts).map((part) => String(part).padStart(2, '0')).join(':');
}
