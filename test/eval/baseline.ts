import type { Framework } from '../../shared/domain/framework.ts';
import type { Suggestion } from '../../shared/domain/link.ts';
import { bigrams, fold } from '../../shared/domain/text.ts';

/** What anybody would write first: keywords contained in the name count 3, each shared pair of characters counts 1. */
export function createBaseline(framework: Framework): (name: string) => Suggestion[] {
  const leaves = framework.indicators
    .filter((one) => one.leaf)
    .map((leaf) => ({ leaf, pairs: new Set(bigrams(fold(leaf.name))), keywords: leaf.keywords.map(fold) }));
  return (name) => {
    const folded = fold(name);
    const pairs = new Set(bigrams(folded));
    return leaves
      .map(({ leaf, pairs: own, keywords }) => {
        const hits = keywords.filter((keyword) => folded.includes(keyword)).length;
        return { leaf, count: hits * 3 + [...pairs].filter((pair) => own.has(pair)).length };
      })
      .filter(({ count }) => count > 1)
      .sort((a, b) => b.count - a.count)
      .slice(0, 5)
      .map(({ leaf, count }) => {
        const score = Math.min(0.99, count / 10);
        return { frameworkId: framework.id, indicatorId: leaf.id, score, band: score >= 0.8 ? 'high' : 'low', reasons: [] };
      });
  };
}
