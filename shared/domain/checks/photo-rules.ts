import { findDates } from '../dates.ts';
import { PICTURE_TYPES } from '../document.ts';
import { CAPTION_WORDS, type CaptionElement } from '../photo-caption.ts';
import { HINT_WORDS, type PhotoHint } from '../photo-hints.ts';
import type { CheckedPhotoUse, CheckFacts } from './facts.ts';
import { onDocument, onLink, type CheckHit, type CheckRule } from './rule.ts';

/** Rules about photos among the confirmed evidence. */

/** A photo handed in carries time, place and what it shows at least (REQUIREMENTS section 5, P33). */
const ASKED: readonly CaptionElement[] = ['event', 'time', 'place'];

function usesOf(code: CheckedPhotoUse['code']): (facts: CheckFacts) => readonly CheckHit[] {
  return ({ photoUses, documents }) =>
    photoUses
      .filter((use) => use.code === code)
      .flatMap((use) => {
        const first = documents.find(({ id }) => id === use.documentIds[0]);
        const ids = use.documentIds.toSorted((a, b) => a - b).join(' ');
        return first ? [onDocument(first, use.sentence, `documents ${ids}`)] : [];
      });
}

export const PHOTO_RULES: readonly CheckRule[] = [
  {
    id: 'photo-silent',
    group: '照片',
    title: '照片没有说明',
    why: '没有事由、时间、地点、人物的照片,看的人不知道证明什么。',
    mend: '在“材料”里写照片说明,或在指标里给这条佐证写说明。',
    find: ({ links }) =>
      links
        .filter(({ document, caption }) => isPhoto(document.type) && caption.trim() === '' && document.photoCaption === null)
        .map((link) => onLink(link, '照片没有说明。')),
  },
  {
    id: 'photo-caption-partial',
    group: '照片',
    title: '照片说明不全',
    why: '照片说明至少要写清事由、时间、地点。',
    mend: '在“材料”里补全照片说明。',
    find: ({ documents }) =>
      documents.flatMap((one) => {
        const { photoCaption } = one;
        if (photoCaption === null) return [];
        const lacking = ASKED.filter((element) => photoCaption[element].trim() === '');
        return lacking.length === 0 ? [] : [onDocument(one, `没有写${lacking.map((each) => CAPTION_WORDS[each]).join('、')}。`)];
      }),
  },
  {
    id: 'photo-caption-date',
    group: '照片',
    title: '说明里的时间与照片日期不一致',
    why: '照片的拍摄时间和写的时间对不上,会被当成弄虚作假。',
    mend: '核对是哪一天,改说明里的时间或材料的日期。',
    find: ({ documents, today }) =>
      documents.flatMap((one) => {
        if (one.photoCaption === null || one.date === null) return [];
        const days = findDates(one.photoCaption.time, today).flatMap(({ date, precision }) =>
          precision === 'day' && date !== null ? [date] : [],
        );
        return days.length === 0 || days.includes(one.date)
          ? []
          : [onDocument(one, `说明写的是 ${days.join('、')},照片日期是 ${one.date}。`)];
      }),
  },
  {
    id: 'photo-poor',
    group: '照片',
    title: '照片太小、模糊、有水印或是截图',
    why: '打印到 A4 上看不清,或带着拍照软件的水印,容易被退回。',
    mend: '换一张原图;确实只有这一张的,忽略并写明理由。',
    find: ({ links }) =>
      links
        .filter(({ kind, document }) => kind === '实景图片' && document.photoHints.length > 0)
        .map((link) =>
          onLink(link, `${link.document.photoHints.map((hint) => HINT_WORDS[hint as PhotoHint] ?? hint).join('、')}。`),
        ),
  },
  {
    id: 'photo-reused',
    group: '照片',
    title: '一张照片用在几条指标',
    why: '一材多用可以,但同一张照片反复出现容易被追问。',
    mend: '核对是否都证明得了,不合适的换一张。',
    find: usesOf('reused'),
  },
  {
    id: 'photo-dates',
    group: '照片',
    title: '一张照片有几个日期',
    why: '拍摄时间与文件名里的日期不一致。',
    mend: '核对是哪一天拍的,在“材料”里改正日期。',
    find: usesOf('dates'),
  },
  {
    id: 'photo-alike',
    group: '照片',
    title: '几份材料看起来是同一张照片',
    why: '同一个场面拍了几张,或一张照片改过大小,当作几份报送。',
    mend: '打开对比,重复的换一张。',
    find: usesOf('alike'),
  },
];

const isPhoto = (type: (typeof PICTURE_TYPES)[number] | string): boolean => (PICTURE_TYPES as readonly string[]).includes(type);
