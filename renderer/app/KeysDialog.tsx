import { Modal } from 'antd';
import { Fragment, useState } from 'react';
import { COMMANDS, type Command } from '../../shared/contract/commands.ts';
import { CHECK_KEYS, DOUBT_KEYS, INDICATOR_KEYS, TRIAGE_KEYS, type ScreenKey } from '../../shared/contract/screen-keys.ts';
import { keysOf, useCommand } from '../ui/commands.ts';
import './palette.css';

const MENUS: readonly Command['menu'][] = ['文件', '编辑', '查看', '材料', '帮助'];

/** 快捷键(?): every key there is, by menu, and the plain keys of 归类. */
export function KeysDialog() {
  const [open, setOpen] = useState(false);
  useCommand('help.keys', () => setOpen(true));
  return (
    <Modal title="快捷键" open={open} onCancel={() => setOpen(false)} footer={null} width={760}>
      <div className="keys-columns">
        {MENUS.map((menu) => (
          <Keys key={menu} title={menu} keys={keysOfMenu(menu)} />
        ))}
        <Keys title="归类(没有在打字时)" keys={TRIAGE_KEYS} />
        <Keys title="指标目录" keys={INDICATOR_KEYS} />
        <Keys title="待核对" keys={DOUBT_KEYS} />
        <Keys title="体检" keys={CHECK_KEYS} />
      </div>
    </Modal>
  );
}

function keysOfMenu(menu: Command['menu']): readonly ScreenKey[] {
  return COMMANDS.filter((one) => one.menu === menu && one.keys !== '').map(({ id, label }) => ({ keys: [keysOf(id)], label }));
}

function Keys({ title, keys }: { readonly title: string; readonly keys: readonly ScreenKey[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map((one) => (
          <Fragment key={one.label}>
            <dt>{one.label}</dt>
            <dd>
              {one.keys.map((key) => (
                <Fragment key={key}>
                  <kbd>{key}</kbd>{' '}
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
