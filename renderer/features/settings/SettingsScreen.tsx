import { AboutPart } from './AboutPart.tsx';
import { ArchivePart } from './ArchivePart.tsx';
import { DisplayPart } from './DisplayPart.tsx';
import { FrameworksPart } from './FrameworksPart.tsx';
import { SourcesPart } from './SourcesPart.tsx';
import './settings.css';

/** 设置: the archive, its folders and frameworks, how the window looks, and what runs underneath. */
export function SettingsScreen() {
  return (
    <div className="page settings">
      <h1>设置</h1>
      <ArchivePart />
      <SourcesPart />
      <FrameworksPart />
      <DisplayPart />
      <AboutPart />
    </div>
  );
}
