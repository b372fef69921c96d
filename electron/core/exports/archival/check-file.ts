import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString, type PDFObject } from 'pdf-lib';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { Archival } from '../../../../shared/domain/volume-look.ts';
import { stopIfCancelled } from '../../jobs/jobs.ts';
import {
  arrayOf,
  booleanOf,
  dictOf,
  entry,
  isStream,
  nameOf,
  numberOf,
  streamOf,
  textOf,
  type ObjectSource,
} from '../pdf/objects.ts';
import { readPages } from '../pdf/page-tree.ts';
import { openStrictReader } from '../pdf/reader.ts';
import { LIMITS } from './content-scan.ts';
import { createJudge } from './judge.ts';
import { filtersOf } from './picture-rules.ts';
import { faultWords } from './reasons.ts';

/** Actions a PDF/A may hold are those that lead within it; ours need none at all. */
const NO_ACTIONS = ['A', 'AA', 'OpenAction', 'JS', 'JavaScript'];
const NOT_IN_CATALOG = ['AA', 'OpenAction', 'AcroForm', 'Requirements', 'Perms', 'NeedsRendering'];
const OUTSIDE = ['F', 'FFilter', 'FDecodeParms'];
const BAD_FILTERS = ['LZWDecode', 'Crypt'];
/** Must be set in every annotation; must not be. */
const [PRINT, UNSEEN] = [4, 1 | 2 | 32 | 256];
const MOST_PROBLEMS = 20;

/**
 * Reads a written volume back and holds it against what ISO 19005 asks of a file of level B: what stands in its head and catalogue, every object by
 * itself, and every page with all that it draws. Nothing the writer knew is used. Returns what is wrong in words, nothing where all is well.
 */
export function checkArchival(path: string, profile: Archival, signal: AbortSignal): readonly string[] {
  const reader = openStrictReader(path);
  const problems: string[] = [];
  const add = (problem: string): void => {
    if (problems.length < MOST_PROBLEMS && !problems.includes(problem)) problems.push(problem);
  };
  try {
    checkCatalogue(reader, profile, add);
    if (arrayOf(reader, entry(reader.trailer, 'ID')).length !== 2) add('缺少文件标识');
    if (entry(reader.trailer, 'Encrypt') !== undefined) add('文件已加密');
    for (const number of reader.objectNumbers()) {
      stopIfCancelled(signal);
      const object = reader.get(PDFRef.of(number));
      if (isStream(object)) {
        if (nameOf(reader, entry(object.dict, 'Type')) === 'XRef') continue;
        checkStream(reader, object.dict, profile, add);
      } else if (object !== undefined) checkValue(reader, object, add);
    }
    const judge = createJudge(reader);
    readPages(reader, { strict: true }).pages.forEach((page, index) => {
      stopIfCancelled(signal);
      const faults = judge.page(page);
      if (faults.length > 0) add(`第 ${index + 1} 页:${faultWords(faults)}`);
      for (const item of arrayOf(reader, entry(dictOf(reader, page.page), 'Annots')))
        checkAnnotation(reader, dictOf(reader, item), index, add);
    });
    return problems;
  } finally {
    reader.close();
  }
}

const NAMED_PROBLEMS = 3;

/** Throws AppError `refused` where a written volume does not keep to its 长期保存格式: it must not say so of itself then. */
export function refuseUnlessArchival(path: string, profile: Archival, signal: AbortSignal): void {
  const problems = checkArchival(path, profile, signal);
  if (problems.length === 0) return;
  const named = problems.slice(0, NAMED_PROBLEMS).join(';');
  throw new AppError('refused', `卷册没有通过长期保存格式的核对:${named}。请改用普通 PDF 成册,并把这句话告诉维护人员。`);
}

function checkCatalogue(objects: ObjectSource, profile: Archival, add: (problem: string) => void): void {
  const { catalog } = objects;
  for (const key of NOT_IN_CATALOG) if (entry(catalog, key) !== undefined) add(`目录对象里有 ${key}`);
  const metadata = streamOf(objects, entry(catalog, 'Metadata'));
  const packet = metadata && filtersOf(objects, metadata.dict).length === 0 ? Buffer.from(metadata.bytes()).toString('utf8') : '';
  const part = profile === '3b' ? 3 : 2;
  if (!packet.includes(`<pdfaid:part>${part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>`))
    add('元数据没有标明 PDF/A');
  const [intent, ...more] = arrayOf(objects, entry(catalog, 'OutputIntents')).map((item) => dictOf(objects, item));
  if (!intent || more.length > 0 || nameOf(objects, entry(intent, 'S')) !== 'GTS_PDFA1') add('没有输出意图');
  if (!streamOf(objects, entry(intent, 'DestOutputProfile'))) add('没有颜色特性文件');
  const names = dictOf(objects, entry(catalog, 'Names'));
  if (entry(names, 'JavaScript') !== undefined) add('有脚本');
  if (profile !== '3b' && entry(names, 'EmbeddedFiles') !== undefined) add('有附件');
  const layers = dictOf(objects, entry(dictOf(objects, entry(catalog, 'OCProperties')), 'D'));
  if (layers && ((textOf(objects, entry(layers, 'Name')) ?? '') === '' || entry(layers, 'AS') !== undefined))
    add('图层设置不合规定');
}

function checkStream(objects: ObjectSource, dict: PDFDict, profile: Archival, add: (problem: string) => void): void {
  if (filtersOf(objects, dict).some((filter) => BAD_FILTERS.includes(filter))) add('有不许用的压缩方式');
  if (OUTSIDE.some((key) => entry(dict, key) !== undefined)) add('有文件外的数据');
  const [type, subtype] = [nameOf(objects, entry(dict, 'Type')), nameOf(objects, entry(dict, 'Subtype'))];
  if (type === 'EmbeddedFile' && profile !== '3b') add('有附件');
  if (subtype === 'Image' && (booleanOf(objects, entry(dict, 'Interpolate')) === true || entry(dict, 'Alternates') !== undefined))
    add('图片带有插值或替代图');
  if (subtype === 'PS') add('有 PostScript 内容');
  checkValue(objects, dict, add);
}

/** A value with what lies directly in it: limits, names, actions, files outside. */
function checkValue(objects: ObjectSource, value: PDFObject, add: (problem: string) => void): void {
  if (value instanceof PDFName) {
    if (value.asBytes().length > LIMITS.name) add('名称过长');
  } else if (value instanceof PDFString || value instanceof PDFHexString) {
    if (value.asBytes().length > LIMITS.string) add('字符串过长');
    if (value instanceof PDFHexString && !/^(?:[0-9a-f]{2})*$/i.test(value.asString())) add('十六进制字符串不完整');
  } else if (value instanceof PDFArray) {
    for (const item of value.asArray()) checkValue(objects, item, add);
  } else if (value instanceof PDFDict) {
    if (nameOf(objects, entry(value, 'Type')) === 'Action' || NO_ACTIONS.some((key) => isAction(objects, value, key)))
      add('有动作');
    if (
      nameOf(objects, entry(value, 'Type')) === 'Filespec' &&
      (entry(value, 'AFRelationship') === undefined || entry(value, 'UF') === undefined)
    )
      add('附件没有说明关系');
    for (const [, item] of value.entries()) checkValue(objects, item, add);
  }
}

/** `A` is a key of many dictionaries; an action says its kind by /S. */
function isAction(objects: ObjectSource, dict: PDFDict, key: string): boolean {
  const found = dictOf(objects, entry(dict, key));
  return (
    found !== undefined &&
    (key !== 'A' || nameOf(objects, entry(found, 'S')) !== undefined) &&
    nameOf(objects, entry(dict, 'Subtype')) !== undefined
  );
}

function checkAnnotation(
  objects: ObjectSource,
  annotation: PDFDict | undefined,
  page: number,
  add: (problem: string) => void,
): void {
  const flags = numberOf(objects, entry(annotation, 'F'));
  if (flags === undefined || (flags & PRINT) === 0 || (flags & UNSEEN) !== 0) add(`第 ${page + 1} 页的批注或链接没有设为打印`);
  const appearance = dictOf(objects, entry(annotation, 'AP'));
  if (appearance && appearance.keys().some((key) => key !== PDFName.of('N'))) add(`第 ${page + 1} 页的批注有多种外观`);
}
