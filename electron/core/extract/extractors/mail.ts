import { readStart } from '../byte-source.ts';
import type { ExtractInput, FormatReader } from '../extractor.ts';
import { textOfHtml } from '../html-text.ts';
import { readLetter } from '../letter.ts';
import { firstLevel, type FindExtractor, type Member } from '../members.ts';
import { DAMAGED, failed, TOO_LARGE } from '../outcome.ts';

const MAX_FILE_BYTES = 128 * 1024 * 1024;

/** Letters (`.eml`, RFC 5322): who, when, subject and words, then every attachment as a member. */
export function createMailReader(find: FindExtractor): FormatReader {
  const extractLevel: FormatReader['extractLevel'] = async (input: ExtractInput, level) => {
    if (input.sizeBytes > MAX_FILE_BYTES) return failed(TOO_LARGE);
    const { default: PostalMime } = await import('postal-mime');
    const mail = await PostalMime.parse(await readStart(input, MAX_FILE_BYTES), { attachmentEncoding: 'arraybuffer' }).catch(
      () => null,
    );
    if (mail === null) return failed(DAMAGED);
    const words = mail.text?.trim() || (mail.html === undefined ? '' : (await textOfHtml(mail.html)).text);
    const members = mail.attachments.map((attachment, at): Member => {
      const content =
        typeof attachment.content === 'string'
          ? Buffer.from(attachment.content)
          : new Uint8Array(attachment.content as ArrayBuffer);
      const path = (attachment.filename ?? `附件${at + 1}`).replaceAll('\\', '/');
      return { path, sizeBytes: content.length, locked: false, read: () => Promise.resolve(content) };
    });
    const sentAt = mail.date === undefined ? null : new Date(mail.date);
    const letter = {
      subject: mail.subject ?? '',
      from: named(mail.from),
      to: (mail.to ?? []).map(named).join('、'),
      sentAt,
      words,
    };
    return readLetter(letter, members, level);
  };
  return { extract: (input) => extractLevel(input, firstLevel(find)), extractLevel };
}

function named(address: { readonly name?: string; readonly address?: string | undefined } | undefined): string {
  if (!address) return '';
  return [address.name, address.address ? `<${address.address}>` : ''].filter((part) => part).join(' ');
}
