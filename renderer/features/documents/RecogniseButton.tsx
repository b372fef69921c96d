import { App, Button } from 'antd';
import { useArchive } from '../../api/archive.tsx';
import { useAct, useJobs } from '../../api/hooks.ts';

/** Starts 识别文字; the job bar shows how far it is, pauses and cancels it. */
export function RecogniseButton() {
  const { archive } = useArchive();
  const { message } = App.useApp();
  const start = useAct('jobs.start');
  const [job] = useJobs();
  return (
    <Button
      size="small"
      title="识别扫描件和照片中的文字,之后可以按内容查找。每页约 5 秒,可以随时暂停"
      disabled={job?.status === 'running'}
      onClick={() =>
        start.mutate({ procedure: 'ocr.run', input: { archive } }, { onError: (error) => void message.error(error.message) })
      }
    >
      识别文字
    </Button>
  );
}
