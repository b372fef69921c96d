import { Button } from 'antd';
import { vetoWords, type Veto } from '../../shared/domain/ledgers/negative.ts';
import { go } from '../ui/go.ts';
import './veto-banner.css';

const SHOWN = 3;

/** 一票否决: what of the 负面清单 is 触发, in a bar that stays until it is settled. Nothing where nothing is. */
export function VetoBanner({ vetoes }: { readonly vetoes: readonly Veto[] }) {
  if (vetoes.length === 0) return null;
  return (
    <div className="veto" role="alert">
      <span className="veto-shape" aria-hidden="true">
        ▲
      </span>
      <div className="veto-words">
        <strong>负面清单触发 {vetoes.length} 项,处理之前不得申报</strong>
        <ul>
          {vetoes.slice(0, SHOWN).map((veto) => (
            <li key={veto.id}>{vetoWords(veto)}</li>
          ))}
          {vetoes.length > SHOWN && <li>另有 {vetoes.length - SHOWN} 项</li>}
        </ul>
      </div>
      <Button
        onClick={() => go('records', { ledger: 'fumian', ...(vetoes.length === 1 ? { row: String(vetoes[0]?.id ?? '') } : {}) })}
      >
        看负面清单
      </Button>
    </div>
  );
}
