import { Button, Modal, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { takenIn, type PackMerge } from '../../../shared/contract/packs.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { useArchive } from '../../api/archive.tsx';
import { PathField } from '../../parts/PathField.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { JobLine } from './JobLine.tsx';
import { useOwnJob } from './use-own-job.ts';

export interface MergeDialogProps {
  readonly onClose: () => void;
  readonly done: (text: string) => void;
}

/** 收交接包: what would come and what was decided otherwise here, one by one, before anything is stored. */
export function MergeDialog({ onClose, done }: MergeDialogProps) {
  const { archive } = useArchive();
  const [path, setPath] = useState('');
  const [take, setTake] = useState<ReadonlySet<string>>(new Set());
  const work = useOwnJob();
  const finished = work.job?.status === 'done' ? work.job : null;
  const [found, setFound] = useState<PackMerge | null>(null);
  const told = useRef<unknown>(null);
  useEffect(() => {
    if (finished === null || told.current === finished.result) return;
    told.current = finished.result;
    const merge = finished.result as PackMerge;
    if (finished.procedure === 'merge.preview') {
      setTake(new Set());
      return setFound(merge);
    }
    done(wordsOf(merge));
    onClose();
  }, [finished, done, onClose]);
  const file = path.trim().replace(/^"(.*)"$/, '$1');
  const read = (): void => {
    setFound(null);
    if (file !== '') work.start('merge.preview', { archive, file });
  };
  const count = found ? worth(found) + take.size : 0;
  const nothing = found !== null && found.refusal === null && count === 0;
  return (
    <Modal
      open
      title="收交接包"
      width="min(1080px, 94%)"
      style={{ top: 24 }}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {work.isRunning && work.job?.procedure === 'merge.run' ? '关上,继续收' : nothing ? '关上' : '取消'}
        </Button>,
        <Button
          key="merge"
          type="primary"
          disabled={found === null || found.refusal !== null || count === 0 || file !== found.file}
          loading={work.isRunning && found !== null}
          onClick={() => found && work.start('merge.run', { archive, file: found.file, take: [...take] })}
        >
          收进 {count} 项
        </Button>,
      ]}
    >
      <div className="duty-dialog pack-body">
        <div className="pack-file">
          <PathField
            label="交接包"
            value={path}
            onChange={setPath}
            pick={['zip']}
            placeholder="下级交来的 .交接包.zip 的完整路径"
            onEnter={read}
          />
          <Button type={found ? 'default' : 'primary'} disabled={file === '' || work.isRunning} onClick={read}>
            读取
          </Button>
        </div>
        {found === null && !work.isRunning && (
          <p className="muted">
            先逐份核对、看清楚会收进什么,再收;收进以后可以一步撤销。内容相同的材料只算一份,这里已有的决定不会被盖掉。
          </p>
        )}
        <JobLine own={work} />
        {work.error && <ErrorNotice error={work.error} />}
        {work.job?.status === 'cancelled' && <p role="status">已取消,没有收进任何内容。</p>}
        {found && <Found found={found} take={take} onTake={setTake} />}
      </div>
    </Modal>
  );
}

/** What counts without being asked for. */
function worth(found: PackMerge): number {
  return found.counts.reduce((sum, one) => sum + one.added + one.updated + one.withdrawn, 0) + found.newUnits.length;
}

function wordsOf(merge: PackMerge): string {
  return merge.changed
    ? `已收进“${merge.unit}”的佐证 ${takenIn(merge, '佐证')} 项、材料 ${merge.documents.added} 份`
    : '都已经收过,没有改动';
}

interface FoundProps {
  readonly found: PackMerge;
  readonly take: ReadonlySet<string>;
  readonly onTake: (take: ReadonlySet<string>) => void;
}

function Found({ found, take, onTake }: FoundProps) {
  const { unit, from, madeAt, madeBy, documents, conflicts, shown, troubles, refusal, newUnits } = found;
  const counts = found.counts.filter((one) => one.added + one.updated + one.withdrawn + one.same + one.conflicts > 0);
  const put = (key: string, mine: boolean): void => {
    const next = new Set(take);
    if (mine) next.delete(key);
    else next.add(key);
    onTake(next);
  };
  return (
    <>
      <p role="status">
        “{unit}”的交接包,来自“{from}”,{new Date(madeAt).toLocaleString('zh-CN', { hour12: false })} 由 {madeBy} 打成。材料{' '}
        {documents.total} 份:新增 {documents.added},这里已有 {documents.known}
        {documents.absent > 0 && `,没有原件 ${documents.absent}`}。{newUnits.length > 0 && `新单位:${newUnits.join('、')}。`}
      </p>
      {refusal !== null && <ErrorNotice error={new AppError('refused', refusal)} />}
      {counts.length > 0 && (
        <table className="pack-table">
          <thead>
            <tr>
              <th scope="col">内容</th>
              <th scope="col">新增</th>
              <th scope="col">更新</th>
              <th scope="col">撤回</th>
              <th scope="col">相同</th>
              <th scope="col">两边不同</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((one) => (
              <tr key={one.area}>
                <th scope="row">{one.area}</th>
                <td>{one.added}</td>
                <td>{one.updated}</td>
                <td>{one.withdrawn}</td>
                <td>{one.same}</td>
                <td>{one.conflicts > 0 ? `▲ ${one.conflicts}` : 0}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {conflicts.length > 0 && (
        <section aria-label="两边不同">
          <div className="duty-line">
            <h3>两边不同 {conflicts.length} 项,默认保留这里的</h3>
            <span style={{ flex: 1 }} />
            <Button size="small" onClick={() => onTake(new Set())}>
              都保留这里的
            </Button>
            <Button size="small" onClick={() => onTake(new Set(conflicts.map(({ key }) => key)))}>
              都用包里的
            </Button>
          </div>
          <ul className="pack-list" aria-label="两边不同的内容" tabIndex={0}>
            {conflicts.slice(0, MOST_ROWS).map((one) => (
              <li key={one.key} className="pack-conflict">
                <div>
                  <b>
                    {one.area}:{one.words}
                  </b>
                  <div>这里:{one.here}</div>
                  <div>包里:{one.pack}</div>
                </div>
                <Radio.Group
                  aria-label={`${one.words} 用哪一边`}
                  value={take.has(one.key) ? 'pack' : 'here'}
                  options={[
                    { value: 'here', label: '保留这里的' },
                    { value: 'pack', label: '用包里的' },
                  ]}
                  onChange={(event) => put(one.key, event.target.value === 'here')}
                />
              </li>
            ))}
            {conflicts.length > MOST_ROWS && <li className="muted">只列出前 {MOST_ROWS} 项,其余按上面的按钮一并处理。</li>}
          </ul>
        </section>
      )}
      <div className="pack-found">
        {shown.length > 0 && (
          <section aria-label="新增的佐证">
            <h3>新增的佐证</h3>
            <ul className="pack-list" aria-label="新增的佐证" tabIndex={0}>
              {shown.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </section>
        )}
        {troubles.length > 0 && (
          <section aria-label="收不进来的">
            <h3>收不进来的 {troubles.length} 项</h3>
            <ul className="pack-list" aria-label="收不进来的" tabIndex={0}>
              {troubles.map((words) => (
                <li key={words}>! {words}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  );
}

const MOST_ROWS = 200;
