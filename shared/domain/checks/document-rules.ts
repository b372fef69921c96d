import { hasMaskedYear } from '../dates.ts';
import { PICTURE_TYPES } from '../document.ts';
import { isMachineName } from '../machine-names.ts';
import { lastName } from '../paths.ts';
import { fold, lettersOf } from '../text.ts';
import { versionName, versionRelation, type VersionInput } from '../versions.ts';
import type { CheckedDocument, CheckFacts } from './facts.ts';
import { groupsBy, onDocument, onLink, type CheckHit, type CheckRule } from './rule.ts';

/** Rules about a confirmed document itself, and about documents side by side. */

/** A name that so many documents carry is a form's (签到表), not one document's. */
const MOST_OF_ONE_NAME = 12;
const DRAFT = /草稿|初稿|征求意见稿|讨论稿|送审稿|审议稿/;

const isShot = ({ type }: CheckedDocument): boolean => PICTURE_TYPES.includes(type) || type === 'video' || type === 'audio';

function versionInput(one: CheckedDocument): VersionInput {
  const { folder, title, docNumber, date } = one;
  return { name: lastName(one.path), folder, title, shot: isShot(one), docNumber, date };
}

/** Pairs that are two states of one document: by the same name in one folder, or the same title anywhere. */
function versionPairs(documents: readonly CheckedDocument[]): readonly (readonly [CheckedDocument, CheckedDocument])[] {
  const named = documents.filter(({ path }) => path !== '');
  const byName = groupsBy(named, (one) => `${one.folder}\0${versionName(lastName(one.path), isShot(one)).stem}`);
  const byTitle = groupsBy(
    named.filter((one) => !isShot(one)),
    ({ title }) => lettersOf(fold(title)),
  );
  const found = new Map<string, readonly [CheckedDocument, CheckedDocument]>();
  for (const group of [...byName.values(), ...byTitle.values()]) {
    if (group.length > MOST_OF_ONE_NAME) continue;
    group.forEach((one, index) =>
      group.slice(index + 1).forEach((other) => {
        if (versionRelation(versionInput(one), versionInput(other)) === 'version')
          found.set(`${one.id} ${other.id}`, [one, other]);
      }),
    );
  }
  return [...found.values()];
}

function twoVersions({ documents }: CheckFacts): readonly CheckHit[] {
  return versionPairs(documents).map(([one, other]) =>
    onDocument(
      one,
      `与“${lastName(other.path)}”是同一份材料的两个版本,两份都已确认。`,
      `documents ${Math.min(one.id, other.id)} ${Math.max(one.id, other.id)}`,
    ),
  );
}

function numberTwice({ documents }: CheckFacts): readonly CheckHit[] {
  const versions = new Set(versionPairs(documents).flatMap(([one, other]) => [`${one.id} ${other.id}`, `${other.id} ${one.id}`]));
  const numbered = documents.filter(({ docNumber }) => docNumber !== null);
  return [...groupsBy(numbered, ({ docNumber }) => docNumber ?? '')].flatMap(([number, group]) => {
    const [first, ...rest] = group;
    const other = first && rest.find((one) => !versions.has(`${first.id} ${one.id}`));
    if (!first || !other) return [];
    const others = rest.map(({ path, title }) => lastName(path) || title).join('、');
    return [onDocument(first, `文号 ${number} 与 ${others} 相同,内容不同。`, `number ${number}`)];
  });
}

export const DOCUMENT_RULES: readonly CheckRule[] = [
  {
    id: 'document-masked-year',
    group: '佐证',
    title: '年份没有填(20xx)',
    why: '题名或文件名里还是 20xx、201× 这样的空位,看得出是套用的范文。',
    mend: '把年份填成真实的,另存后重新编目;只是题名读错的,在“材料”里改题名。',
    find: ({ documents }) =>
      documents
        .filter(({ title, path }) => hasMaskedYear(title) || hasMaskedYear(lastName(path)))
        .map((one) => onDocument(one, `“${one.title}”的年份没有填。`)),
  },
  {
    id: 'document-stand-in-name',
    group: '佐证',
    title: '题名是程序起的',
    why: '“新建 Microsoft Word 文档”这样的题名会印进目录和清单,看不出是什么材料。',
    mend: '在“材料”里改题名(F2),文件名不会变。',
    find: ({ documents }) =>
      documents
        .filter((one) => isMachineName(one.title) && one.photoCaption === null)
        .map((one) => onDocument(one, `题名是“${one.title}”。`)),
  },
  {
    id: 'document-draft',
    group: '佐证',
    title: '草稿当作正式材料',
    why: '征求意见稿、送审稿不是正式印发的文件,不能证明已经落实。',
    mend: '换成正式印发的版本。',
    find: ({ links }) =>
      links
        .filter(({ kind, document }) => kind === '规范文件' && DRAFT.test(`${document.title} ${lastName(document.path)}`))
        .map((link) => onLink(link, `“${lastName(link.document.path) || link.document.title}”是草稿。`)),
  },
  {
    id: 'document-no-number',
    group: '佐证',
    title: '规范文件没有文号',
    why: '网上申报的规范文件要红头页和盖章页,正式印发的文件都有文号。',
    mend: '核对是不是正式印发的文件;是别的材料就改正材料类型。',
    find: ({ links }) =>
      links
        .filter(({ kind, document }) => kind === '规范文件' && document.docNumber === null && document.state === 'ok')
        .map((link) => onLink(link, '是规范文件,但没有找到文号。')),
  },
  {
    id: 'document-sensitive',
    group: '佐证',
    title: '材料里有个人信息',
    why: '身份证号、手机号和低保、残疾等名单随册子印出去,会泄露个人信息。',
    mend: '换成打了码的复印件再归类;不便换的,写明理由后忽略。原件不会被改动。',
    find: ({ documents }) =>
      documents.filter(({ sensitive }) => sensitive.length > 0).map((one) => onDocument(one, `${one.sensitive.join('、')}。`)),
  },
  {
    id: 'document-two-versions',
    group: '佐证',
    title: '一份材料的两个版本都已确认',
    why: '修改稿和定稿都在册子里,内容有出入时会被追问。',
    mend: '留定稿,在指标里退回另一份。',
    find: twoVersions,
  },
  {
    id: 'document-number-twice',
    group: '佐证',
    title: '文号相同,内容不同',
    why: '一个文号只能是一份文件,其中一份的文号可能写错了或读错了。',
    mend: '核对两份原件的文号。',
    find: numberTwice,
  },
];
