import { Segmented } from 'antd';
import { useDisplay } from '../../api/display.tsx';
import { Part } from './Part.tsx';

/** 显示: light or dark, and how large the text is. */
export function DisplayPart() {
  const { theme, textSize, setTheme, setTextSize } = useDisplay();
  return (
    <Part title="显示">
      <div className="settings-form">
        <span>颜色</span>
        <Segmented
          aria-label="颜色"
          value={theme}
          onChange={setTheme}
          options={[
            { value: 'light', label: '浅色' },
            { value: 'dark', label: '深色' },
          ]}
        />
        <span>文字大小</span>
        <Segmented
          aria-label="文字大小"
          value={textSize}
          onChange={setTextSize}
          options={[
            { value: 'normal', label: '标准' },
            { value: 'large', label: '大' },
            { value: 'huge', label: '特大' },
          ]}
        />
      </div>
    </Part>
  );
}
