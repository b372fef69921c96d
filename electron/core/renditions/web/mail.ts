import { readFileSync, statSync } from 'node:fs';
import PostalMime, { type Address } from 'postal-mime';
import { createPictures, TEXT_CSS } from './html.ts';
import { escaped, type WebPages } from './page.ts';
import { safeHtml, showsNothing } from './safe-html.ts';

const MAX_MAIL_BYTES = 128 << 20;

const CSS = `${TEXT_CSS}
.head{width:100%;margin:0 0 12pt;border-top:1pt solid #000;border-bottom:1pt solid #000;font-size:10.5pt}
.head td{padding:2pt 4pt}.head td:first-child{width:4.5em;color:#444;white-space:nowrap}
.words{white-space:pre-wrap}`;

/** A letter (RFC 5322) as an office prints it: who, to whom, when, about what, which attachments, then its words with their pictures. */
export async function webPagesOfMail(path: string): Promise<WebPages> {
  if (statSync(path).size > MAX_MAIL_BYTES) throw new Error('the letter is too large');
  const mail = await PostalMime.parse(readFileSync(path), { attachmentEncoding: 'arraybuffer' });
  const pictures = createPictures();
  const byId = new Map(
    mail.attachments.map((one) => [one.contentId?.replace(/^<|>$/g, ''), new Uint8Array(one.content as ArrayBuffer)]),
  );
  const words =
    mail.html === undefined
      ? { html: `<div class="words">${escaped(mail.text ?? '')}</div>`, lostPictures: 0 }
      : safeHtml(mail.html, (address) => {
          if (!address.startsWith('cid:')) return null;
          return pictures.add(byId.get(decodeURIComponent(address.slice(4))) ?? null);
        });
  const files = mail.attachments.filter((one) => one.disposition !== 'inline' || one.contentId === undefined);
  const rows: readonly (readonly [string, string])[] = [
    ['主题', mail.subject ?? ''],
    ['发件人', named(mail.from)],
    ['收件人', (mail.to ?? []).map(named).join('、')],
    ['抄送', (mail.cc ?? []).map(named).join('、')],
    ['时间', sentAt(mail.headers.find(({ key }) => key === 'date')?.value ?? '')],
    ['附件', files.map((one, at) => one.filename ?? `附件${at + 1}`).join('、')],
  ];
  const head = rows
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<tr><td>${name}</td><td>${escaped(value)}</td></tr>`);
  if (head.length === 0 && showsNothing(words.html)) throw new Error('there is no letter in it');
  return {
    body: `<table class="head">${head.join('')}</table>${words.html}`,
    css: CSS,
    files: await pictures.files(),
    notes: words.lostPictures > 0 ? [`邮件里有 ${words.lostPictures} 张图片不在本机,没有印出`] : [],
  };
}

function named(address: Address | undefined): string {
  if (!address) return '';
  return [address.name, address.address ? `<${address.address}>` : ''].filter((part) => part).join(' ');
}

/** The sender's own clock as the letter says it (RFC 5322 §3.3), `2026年3月10日 09:12`; '' where it says nothing readable. */
function sentAt(header: string): string {
  const sent = Date.parse(header);
  if (Number.isNaN(sent)) return '';
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)\s*(\(|$)/.exec(header) ?? [];
  const offsetMinutes = hours === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const there = new Date(sent + offsetMinutes * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${there.getUTCFullYear()}年${there.getUTCMonth() + 1}月${there.getUTCDate()}日 ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}
