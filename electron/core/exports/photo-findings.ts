import type { Finding } from '../../../shared/contract/exports.ts';
import { PICTURE_TYPES } from '../../../shared/domain/document.ts';
import type { PlannedIndicator } from '../../../shared/domain/volume.ts';
import type { Sql } from '../db/database.ts';
import { findReusedPhotos, useSentence, type PhotoUse } from '../photos/photos.ts';

const SHOWN = 200;

const WORDS: Readonly<Record<PhotoUse['code'], { readonly title: string; readonly text: string }>> = {
  reused: { title: '张照片用在几条指标', text: '一材多用可以,但同一张照片反复出现容易被追问。请核对,不合适的换一张。' },
  dates: { title: '张照片出现几个日期', text: '拍摄时间与文件名里的日期不一致。请核对是哪一天,在“材料”里改正。' },
  alike: { title: '组照片看起来是同一张', text: '它们是分开的文件,内容相近。请打开对比,重复的换一张。' },
};

/** What should be known of the photos of an edition: repeated, with several days, alike, without a caption. `today`: local `YYYY-MM-DD`. */
export async function photoFindings(db: Sql, planned: readonly PlannedIndicator[], today: string): Promise<Finding[]> {
  const photos = planned.flatMap((indicator) =>
    indicator.evidence.filter(({ type }) => PICTURE_TYPES.includes(type)).map((item) => ({ indicator, item })),
  );
  if (photos.length === 0) return [];
  const uses = await findReusedPhotos(db, { today, only: new Set(photos.map(({ item }) => item.documentId)) });
  const silent = photos.filter(({ item }) => (item.caption ?? '') === '' && item.photoCaption === null);
  return [
    ...(Object.keys(WORDS) as PhotoUse['code'][]).flatMap((code) => {
      const found = uses.filter((use) => use.code === code);
      const { title, text } = WORDS[code];
      const items = found.map((use) => ({
        what: use.documents[0]?.title ?? '',
        why: useSentence(use),
        id: use.documents[0]?.id ?? 0,
      }));
      return finding(`photo-${code}`, `${found.length} ${title}`, text, items);
    }),
    ...finding(
      'photo-caption',
      `${new Set(silent.map(({ item }) => item.documentId)).size} 张照片没有说明`,
      '照片要写明事由、时间、地点、人物、背景、摄影者。可以先成册,说明在“材料”里补。',
      silent.map(({ indicator, item }) => ({
        what: `${indicator.code} ${item.title}`,
        why: '没有写照片说明',
        id: item.documentId,
      })),
    ),
  ];
}

function finding(
  code: Finding['code'],
  title: string,
  text: string,
  found: readonly { readonly what: string; readonly why: string; readonly id: number }[],
): Finding[] {
  if (found.length === 0) return [];
  const items = found.slice(0, SHOWN).map(({ what, why, id }) => ({
    what,
    why,
    to: { screen: 'documents', params: { document: String(id) } },
  }));
  return [{ code, title, text, count: found.length, items, to: null }];
}
