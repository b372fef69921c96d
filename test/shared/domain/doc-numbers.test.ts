import { describe, expect, it } from 'vitest';
import { docNumberInLine, docNumberInName } from '../../../shared/domain/doc-numbers.ts';

describe('docNumberInName', () => {
  it.each([
    ['泸市体〔2011〕141号', '泸市体〔2011〕141号'],
    ['泸市体(2011)141号', '泸市体〔2011〕141号'],
    ['泸市体（2011）141号', '泸市体〔2011〕141号'],
    ['泸市体[2011]第141号', '泸市体〔2011〕141号'],
    ['泸市体【2011】141号', '泸市体〔2011〕141号'],
    ['泸市体［２０１１］１４１号', '泸市体〔2011〕141号'],
    ['泸市体〔2011〕 026 号', '泸市体〔2011〕26号'],
    ['成教办〔20xx〕13号', '成教办〔20xx〕13号'],
    ['成教办〔20XX〕13号', '成教办〔20xx〕13号'],
    ['邹创城办〔2017〕1号 责任清单', '邹创城办〔2017〕1号'],
    ['关于印发实施方案的通知滨文明办〔2026〕5号', '滨文明办〔2026〕5号'],
    ['关于印发实施方案的通知(滨文明办〔2026〕5号)', '滨文明办〔2026〕5号'],
    ['侵权假冒专项整治方案〔2018〕14号', '〔2018〕14号'],
  ])('reads %s as %s', (name, number) => {
    expect(docNumberInName(name)?.number).toBe(number);
  });

  it.each(['关于转发泸市体〔2011〕141号文件的通知', '创城简报第90期', '3号楼', '(2011)', '2011年第5号', '(2019-05-08)'])(
    'finds none in %s',
    (name) => {
      expect(docNumberInName(name)).toBeNull();
    },
  );
});

describe('docNumberInLine', () => {
  it.each([
    ['滨文明委〔2026〕2号', '滨文明委〔2026〕2号'],
    ['滨河区教育局文件 滨教〔2026〕14号', '滨教〔2026〕14号'],
    ['滨教〔2026〕14号    签发人:王某', '滨教〔2026〕14号'],
    ['滨教〔2026〕14号签发人:王某', '滨教〔2026〕14号'],
  ])('reads the line %s', (line, number) => {
    expect(docNumberInLine(line)?.number).toBe(number);
  });

  it.each(['根据《办法》(滨文明办〔2025〕27号)要求', '依据滨文明办〔2025〕27号计分', '说明:以滨文明办〔2026〕5号附件为准'])(
    'leaves the number cited in %s',
    (line) => {
      expect(docNumberInLine(line)).toBeNull();
    },
  );
});
