import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { queries } from '../api/hooks.ts';

export interface ScreenGuardProps {
  /** The screen's word. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Keeps the frame alive when a screen breaks: one sentence and the way back. */
export class ScreenGuard extends Component<ScreenGuardProps, { readonly broken: string | null }> {
  override state = { broken: null };

  static getDerivedStateFromError(error: unknown): { readonly broken: string } {
    return { broken: error instanceof Error ? error.message : String(error) };
  }

  /** Asks anew for what the broken screen had been shown. */
  readonly again = (): void => {
    queries.removeQueries({ type: 'inactive' });
    this.setState({ broken: null });
  };

  override render(): ReactNode {
    if (this.state.broken === null) return this.props.children;
    return (
      <div className="page" role="alert">
        <p>“{this.props.label}”显示不出来了,已保存的内容都在。请重新载入;还不行就打开日志文件夹,把日志交给技术人员。</p>
        <Button type="primary" onClick={this.again}>
          重新载入
        </Button>
        <details style={{ marginTop: 12 }}>
          <summary>技术信息</summary>
          <code>{this.state.broken}</code>
        </details>
      </div>
    );
  }
}
