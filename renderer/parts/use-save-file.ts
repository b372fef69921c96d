import { App } from 'antd';
import type { Input, Output, Procedure } from '../../shared/contract/api.ts';
import type { OfferedFile } from '../../shared/contract/gaps.ts';
import { useAct } from '../api/hooks.ts';
import { desktop } from '../api/transport.ts';

interface Saved {
  /** Where it was written in the desktop window, else null. */
  readonly path: string | null;
  /** What a browser may fetch, else null. */
  readonly file: OfferedFile | null;
}

/** Procedures that write a file to `path`, or offer it for download where there is none. */
type SavingProcedure = { [P in Procedure]: Output<P> extends Saved ? P : never }[Procedure];

interface Saving<P extends SavingProcedure> {
  /** Title of the system's dialog, `导出缺项表`. */
  readonly title: string;
  /** File name it begins with. */
  readonly name: string;
  /** What is said when it is done. */
  readonly done: (made: Output<P>) => string;
}

/** Saves a file of ours: to a chosen place in the desktop window, as a download in a browser. A refusal is shown in its own words. */
export function useSaveFile<P extends SavingProcedure>(
  procedure: P,
): { readonly saving: boolean; readonly save: (input: Omit<Input<P>, 'path'>, how: Saving<P>) => Promise<void> } {
  const { message, modal } = App.useApp();
  const write = useAct(procedure);
  const save = async (input: Omit<Input<P>, 'path'>, { title, name, done }: Saving<P>): Promise<void> => {
    const path = desktop ? await desktop.pickSaveFile({ title, defaultPath: name }) : undefined;
    if (path === null) return;
    write.mutate((path === undefined ? input : { ...input, path }) as Input<P>, {
      onSuccess: (made) => {
        const { file, path: written } = made as Saved;
        if (file) download(`files/${file.token}`, file.name);
        if (written) void desktop?.reveal(written);
        void message.success(done(made));
      },
      onError: (error) => void modal.error({ title: '没有导出', content: error.message, okText: '知道了' }),
    });
  };
  return { saving: write.isPending, save };
}

function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
