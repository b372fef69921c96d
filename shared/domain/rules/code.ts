import type { Evidence, Rule } from './rule.ts';

const CERTAIN = 12;
const UNCERTAIN = 1.5;
const BRANCH = 1;

/** The framework's code in the name, the title or a folder; clerks pencil it onto the first page too. A code of another edition says little. */
export const codeRule: Rule = (document, framework) => {
  const places = [
    { text: document.name, word: '名称', factor: 1 },
    { text: document.title, word: '题名', factor: 0.9 },
    ...document.folders.map((text) => ({ text, word: '文件夹', factor: 0.8 })),
    { text: document.text.slice(0, 60), word: '首页', factor: 0.6 },
  ];
  return places.flatMap(({ text, word, factor }): Evidence[] =>
    framework.codes.find(text).flatMap(({ indicator, certain }): Evidence[] => {
      const reason = { kind: 'code' as const, text: `${word}含编号 ${indicator.code}` };
      const leaf = framework.leafOf.get(indicator.id);
      if (leaf !== undefined)
        return [{ leaf, weight: factor * (certain && !document.otherEdition ? CERTAIN : UNCERTAIN), ...reason }];
      return (framework.leavesUnder.get(indicator.id) ?? []).map((under) => ({
        leaf: under,
        weight: factor * BRANCH,
        ...reason,
      }));
    }),
  );
};
