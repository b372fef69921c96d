/** 敏感提示 (E13): personal data in what would be printed with the volume. Only a hint; no original is ever changed. */

const ID_NUMBER = /(?<![\dXx])\d{17}[\dXx](?!\d)/g;
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;
const LIST = /(?:低保|残疾|伤残|困难|救助|优抚|孤儿|特困).*(?:名单|名册|花名册|登记表|一览表|台账)/;
/** Weights and check characters of the citizen number, GB 11643-1999. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/**
 * What of a document is personal, as words: `身份证号 3 处`, `手机号 1 处`, `可能是救助对象名单`; empty where nothing is. `names`: its title and
 * the name of its file.
 */
export function sensitiveWords(names: readonly string[], text: string): readonly string[] {
  const ids = (text.match(ID_NUMBER) ?? []).filter(isIdNumber).length;
  const phones = (text.match(PHONE) ?? []).length;
  return [
    ...(ids > 0 ? [`身份证号 ${ids} 处`] : []),
    ...(phones > 0 ? [`手机号 ${phones} 处`] : []),
    ...(names.some((name) => LIST.test(name)) ? ['可能是救助对象名单'] : []),
  ];
}

/** True for 18 characters whose birthday is a real one and whose last one is the check of the others. */
function isIdNumber(text: string): boolean {
  const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)];
  const born = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || born.toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return false;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return CHECKS[sum % 11] === text[17]?.toUpperCase();
}
