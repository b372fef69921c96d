import type { PackContent } from '../../../shared/domain/pack.ts';

/** 说明.txt of a pack: what it is and what is in it, for whoever opens it with another program. Windows line ends and mark. */
export function packNote(content: PackContent): string {
  const { unit, archive, madeAt, madeBy, links, documents, duties, records } = content;
  const at = new Map(documents.map((one) => [one.sha256, one]));
  const lines = [
    `${unit} 交接包`,
    `来自档案库“${archive.name}”,${madeAt} 由 ${madeBy} 打包。`,
    '这是“迎检台账”的交接包:请不要改名以外的改动,在上级的迎检台账里用“责任 → 收交接包”收进。',
    `已确认佐证 ${links.length} 项,材料 ${documents.length} 份,责任 ${duties.length} 条,台账 ${records.length} 行。`,
    '',
    '指标编号\t指标\t包内原件\t原来的位置\tSHA-256',
    ...links.map((link) => {
      const document = at.get(link.document);
      const leaf = content.indicators[link.indicator];
      const member = document?.member ?? '(没有随包)';
      return [leaf?.code ?? '', leaf?.name ?? '', member, document?.path ?? '', link.document].join('\t');
    }),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
