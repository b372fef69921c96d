import { Button, Input, Space } from 'antd';
import { desktop } from '../api/transport.ts';

export interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  /** A folder, or a file with one of these suffixes (without the dot). */
  readonly pick: 'folder' | readonly string[];
  readonly placeholder?: string;
  readonly onEnter?: () => void;
}

/** A path: chosen in the system's dialog where there is one, written by hand in a browser. */
export function PathField({ label, value, onChange, pick, placeholder, onEnter }: PathFieldProps) {
  const choose = async (): Promise<void> => {
    const chosen =
      pick === 'folder'
        ? await desktop?.pickFolder({ title: label, ...(value ? { defaultPath: value } : {}) })
        : await desktop?.pickFile({ title: label, suffixes: pick });
    if (chosen) onChange(chosen);
  };
  return (
    <Space.Compact style={{ width: '100%' }}>
      <Input
        aria-label={label}
        value={value}
        placeholder={placeholder ?? '完整路径'}
        onChange={(event) => onChange(event.target.value)}
        onPressEnter={onEnter}
      />
      {desktop && <Button onClick={() => void choose()}>选择…</Button>}
    </Space.Compact>
  );
}
