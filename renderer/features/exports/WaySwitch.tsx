import { Segmented } from 'antd';
import { go } from '../../ui/go.ts';

const WAYS = ['volume', 'package'] as const;
type Way = (typeof WAYS)[number];
const WORDS: Readonly<Record<Way, string>> = { volume: '成册(PDF)', package: '报送包(原件)' };

/** Which of the ways out: a bound volume, or copies of the originals for a 申报系统. */
export function WaySwitch({ way, disabled }: { readonly way: Way; readonly disabled: boolean }) {
  return (
    <Segmented
      aria-label="输出方式"
      disabled={disabled}
      value={way}
      onChange={(next) => go('exports', next === 'package' ? { way: 'package' } : {})}
      options={WAYS.map((value) => ({ value, label: WORDS[value] }))}
    />
  );
}
