import { Alert } from 'antd';
import type { Statistics } from '../../../shared/contract/statistics.ts';

/** The score, what it is made of, and how it was reckoned. */
export function ScorePanel({ statistics: { score, years, precondition, baseDate } }: { readonly statistics: Statistics }) {
  return (
    <>
      {precondition?.met === false && (
        <Alert
          type="error"
          showIcon
          title={`不得申报:${precondition.name} ${precondition.reached ?? 0} 分,低于 ${precondition.least} 分`}
        />
      )}
      <div className="stats-score">
        <div className="stats-figure">
          <b>{score.score ?? '—'}</b>
          <span>只算齐全的(满分 100)</span>
        </div>
        <div className="stats-figure">
          <b>{score.graded ?? '—'}</b>
          <span>部分达到的按等级折算</span>
        </div>
        {years && (
          <div className="stats-figure">
            <b>{years.score ?? '—'}</b>
            <span>各年加权合计</span>
          </div>
        )}
        <table className="stats-table">
          <thead>
            <tr>
              <th scope="col">部分</th>
              <th scope="col" className="is-number">
                权重
              </th>
              <th scope="col" className="is-number">
                齐全/指标
              </th>
              <th scope="col" className="is-number">
                得分
              </th>
              <th scope="col" className="is-number">
                按等级
              </th>
            </tr>
          </thead>
          <tbody>
            {score.parts.map((part) => (
              <tr key={part.name}>
                <th scope="row">{part.name}</th>
                <td className="is-number">{part.weight}</td>
                <td className="is-number">{part.entered ? '填写' : `${part.complete}/${part.leaves}`}</td>
                <td className="is-number">{part.score ?? '不知道'}</td>
                <td className="is-number">{part.graded ?? '不知道'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="stats-formula">
        算法:{score.formula}
        {score.unknownWeight > 0 && `;有 ${score.unknownWeight} 分的部分还不知道,没有算进去`}
      </p>
      {years && (
        <p className="stats-formula">
          各年:{years.formula}
          {years.unknown.length > 0 && `;${years.unknown.join('、')} 年没有填写,没有算进去`}
        </p>
      )}
      {precondition && precondition.met !== false && (
        <p className="stats-formula">
          前置条件:{precondition.name}
          {precondition.reached === null
            ? '没有填写'
            : ` ${precondition.reached} 分${precondition.computed ? '(按档案库里的测评体系算)' : ''}`}
          ,不低于 {precondition.least} 分{precondition.met === true ? '(● 达到)' : '(○ 不知道)'}
        </p>
      )}
      <p className="muted">测评基准日 {baseDate}。待确认的建议、没有日期的、打不开的都不计分。这是自查的参考,不是测评结果。</p>
    </>
  );
}
