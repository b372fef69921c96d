import { useArchive } from '../../api/archive.tsx';

/** 工作台: the numbers that matter today and the next step. */
export function HomeScreen() {
  const { summary } = useArchive();
  return (
    <div className="page">
      <h1>{summary.name}</h1>
      <p>材料 {summary.documents} 份</p>
    </div>
  );
}
