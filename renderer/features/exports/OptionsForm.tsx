import { Button, Input, InputNumber, Segmented, Switch } from 'antd';
import type { ReactNode } from 'react';
import { desktop } from '../../api/transport.ts';
import type { Choice } from './choice.ts';

export interface OptionsFormProps {
  readonly choice: Choice;
  readonly password: string;
  readonly defaultFolder: string;
  readonly onChange: (choice: Choice) => void;
  readonly onPassword: (password: string) => void;
}

/** How the volume is made, each choice with one line on what it does. */
export function OptionsForm({ choice, password, defaultFolder, onChange, onPassword }: OptionsFormProps) {
  const pick = async (): Promise<void> => {
    const folder = await desktop?.pickFolder({
      title: '选择成册文件夹(要空的或新建的)',
      defaultPath: choice.folder || defaultFolder,
    });
    if (folder) onChange({ ...choice, folder });
  };
  return (
    <div className="ex-options">
      <Option label="每页照片" explained={choice.photosPerPage === 1 ? '一页一张,附说明,报送常用。' : '一页四张,省纸。'}>
        <Segmented
          aria-label="每页照片"
          value={choice.photosPerPage}
          onChange={(next) => onChange({ ...choice, photosPerPage: next === 4 ? 4 : 1 })}
          options={[
            { value: 1, label: '1 张' },
            { value: 4, label: '4 张' },
          ]}
        />
      </Option>
      <Option label="分卷" explained="超过就另起一卷,一条指标的材料不拆开。">
        <span className="ex-inline">
          每卷不超过
          <InputNumber
            aria-label="每卷最多页数"
            min={10}
            max={20000}
            value={choice.maxPages}
            onChange={(next) => onChange({ ...choice, maxPages: next ?? 1000 })}
            style={{ width: 76 }}
          />
          页、
          <InputNumber
            aria-label="每卷最多 MB"
            min={1}
            max={20000}
            value={choice.maxMegabytes}
            onChange={(next) => onChange({ ...choice, maxMegabytes: next ?? 1024 })}
            style={{ width: 76 }}
          />
          MB
        </span>
      </Option>
      <Option label="草稿" explained="封面、页眉和文件名都标“草稿”,不会与正式版混淆。">
        <Switch aria-label="草稿" checked={choice.draft} onChange={(draft) => onChange({ ...choice, draft })} />
      </Option>
      <Option label="打开密码" explained="材料里有加密 PDF 时,填它们的打开密码。只用这一次,不保存。">
        <Input.Password
          aria-label="加密 PDF 的打开密码"
          autoComplete="off"
          value={password}
          onChange={(event) => onPassword(event.target.value)}
          style={{ width: 220 }}
        />
      </Option>
      <Option label="输出文件夹" explained="要空的或新建的文件夹,不能在材料文件夹或档案库里。">
        <span className="ex-inline" style={{ width: '100%', flexWrap: 'nowrap' }}>
          <Input
            aria-label="输出文件夹"
            value={choice.folder}
            placeholder={defaultFolder}
            title={choice.folder || defaultFolder}
            onChange={(event) => onChange({ ...choice, folder: event.target.value })}
          />
          {desktop && <Button onClick={() => void pick()}>选择…</Button>}
        </span>
      </Option>
    </div>
  );
}

function Option({
  label,
  explained,
  children,
}: {
  readonly label: string;
  readonly explained: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="ex-option">
      <span>{label}</span>
      <div>
        {children}
        <small className="muted">{explained}</small>
      </div>
    </div>
  );
}
