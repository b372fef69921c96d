import { AboutPart } from './AboutPart.tsx';
import { ArchivePart } from './ArchivePart.tsx';
import { BackupPart } from './BackupPart.tsx';
import { CrosswalkPart } from './CrosswalkPart.tsx';
import { DisplayPart } from './DisplayPart.tsx';
import { FilingPart } from './FilingPart.tsx';
import { FrameworksPart } from './FrameworksPart.tsx';
import { SourcesPart } from './SourcesPart.tsx';
import './settings.css';

/** 设置: the archive, its folders and frameworks, how the window looks, and what runs underneath. */
export function SettingsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  return (
    <div className="page settings">
      <h1>设置</h1>
      <ArchivePart />
      <SourcesPart asked={params['add'] === 'source'} />
      <FrameworksPart />
      <CrosswalkPart />
      <FilingPart />
      <BackupPart />
      <DisplayPart />
      <AboutPart />
    </div>
  );
}
