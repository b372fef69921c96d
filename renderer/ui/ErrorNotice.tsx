import { Alert, Button } from 'antd';
import type { AppError } from '../../shared/contract/errors.ts';

/** A failure that stays on the page: what happened, why, what next; the code folds away for support. */
export function ErrorNotice({ error, onRetry }: { readonly error: AppError; readonly onRetry?: () => void }) {
  return (
    <Alert
      type="error"
      showIcon
      title={error.message}
      description={
        <details>
          <summary>技术信息</summary>
          <code>{error.code}</code>
        </details>
      }
      action={onRetry && <Button onClick={onRetry}>重试</Button>}
    />
  );
}
