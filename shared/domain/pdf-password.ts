/** Passwords of encrypted PDFs (ISO 32000-2 §7.6.4.3.2: SASLprep, UTF-8, 127 bytes at most). */

const SHORTEST = 6;
export const MOST_PASSWORD_BYTES = 127;

/** SASLprep (RFC 4013) as far as a password typed by a person meets it: spaces as spaces, nothing unseen, compatibility forms as one. */
function preparedPassword(password: string): string {
  return password
    .replaceAll(/\p{Zs}/gu, ' ')
    .replaceAll(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .normalize('NFKC');
}

/** Why a password cannot lock a PDF so that every reader opens it, in words for the person; or null. */
export function passwordFault(password: string): string | null {
  const chars = [...password];
  if (chars.length < SHORTEST) return `密码至少 ${SHORTEST} 个字符。`;
  const bytes = chars.reduce((sum, char) => sum + utf8Bytes(char.codePointAt(0) ?? 0), 0);
  if (bytes > MOST_PASSWORD_BYTES) return '密码太长,请不超过 127 个字母或 42 个汉字。';
  // Some readers prepare what is typed and some do not: only what is the same either way opens everywhere.
  return preparedPassword(password) !== password || /[\p{Cc}\p{Cn}\p{Co}\p{Cs}]/u.test(password)
    ? '密码里有全角、看不见或不能用的字符,有的阅读器会打不开。请改用半角字母、数字、符号或汉字。'
    : null;
}

function utf8Bytes(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
