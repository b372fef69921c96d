import type { IndicatorDetail } from '../../../shared/contract/indicators.ts';
import { StateTag } from '../../ui/StateTag.tsx';

/** Code, name, standard, methods and units of a node. */
export function NodeHead({ detail }: { readonly detail: IndicatorDetail }) {
  const facts = [
    ['采集方式', detail.methods.join('、')],
    ['牵头单位', detail.leadUnit],
    ['责任单位', detail.units.join('、')],
    ['完成时限', detail.dueText],
  ].filter(([, value]) => value !== '');
  return (
    <header className="ind-head">
      {detail.above.length > 0 && <div className="muted ellipsis">{detail.above.join(' › ')}</div>}
      <h1>
        <span>{detail.code}</span> {detail.name}
      </h1>
      <div className="ind-line">
        <span className="muted">{detail.levelName}</span>
        {detail.state !== null && <StateTag state={detail.state} />}
      </div>
      {detail.note !== '' && <p className="ind-note">{detail.note}</p>}
      {detail.standard !== '' && detail.standard !== detail.name && <p className="ind-standard">{detail.standard}</p>}
      {facts.length > 0 && (
        <dl className="ind-facts">
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </header>
  );
}
