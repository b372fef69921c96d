import { App } from 'antd';
import type { AppError } from '../../shared/contract/errors.ts';
import { call } from '../api/client.ts';

/**
 * Starts 编目 of an archive. When it cannot start, a notice with the reason stays until the person closes it, also when the screen that
 * asked is gone by then.
 */
export function useIndex(): (archive: string) => void {
  const { notification } = App.useApp();
  return (archive) =>
    void call('jobs.start', { procedure: 'index.run', input: { archive } }).catch((error: AppError) =>
      notification.error({
        key: 'index-not-started',
        title: '编目没有开始',
        description: `${error.message}之后可以按 F5 开始编目。`,
        duration: 0,
        role: 'alert',
      }),
    );
}
