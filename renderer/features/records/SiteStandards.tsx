import { useRead } from '../../api/hooks.ts';

/** What is asked of a type of 考察点位, where the shipped list says; its note tells that it is reconstructed. */
export function SiteStandards({ typeName }: { readonly typeName: string }) {
  const read = useRead('records.siteTypes', typeName === '' ? null : {});
  const type = read.data?.types.find(({ name, aliases }) => name === typeName || aliases.includes(typeName));
  if (!type) return null;
  return (
    <section className="rec-standards" aria-label={`${type.name}的标准`}>
      <h3>{type.name}的标准(示例)</h3>
      {type.standards.length === 0 ? (
        <p className="muted">公开材料里没有这类点位的标准,请按本地操作手册检查。</p>
      ) : (
        <ul>
          {type.standards.map((standard) => (
            <li key={standard}>{standard}</li>
          ))}
        </ul>
      )}
      <p className="muted">{read.data?.note}</p>
    </section>
  );
}
