import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input, Output, CliProcedure } from '../../../shared/contract/api.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { copySample, SAMPLE, sampleFolders } from '../../core/archives/sample.ts';
import type { Core } from '../../core/core.ts';
import { makeFolders } from '../../core/make-folders.ts';
import type { JobContext } from '../../core/jobs/jobs.ts';
import { TEXT } from './text.ts';

const MARKER = '.taizhang-demo';

/**
 * The whole main job on the shipped sample: copies it to `folder`/材料, makes `folder`/档案库 and `folder`/成册. A folder made
 * by an earlier demo is replaced; any other folder that is not empty is refused. Returns the exit code.
 */
export async function runDemo(core: Core, folder: string, ctx: JobContext & { readonly json: boolean }): Promise<number> {
  prepare(folder);
  const { source, archive } = sampleFolders(folder);
  const out = join(folder, '成册');
  copySample(source);
  const say = (lines: readonly string[]) => {
    if (!ctx.json) process.stdout.write(`${lines.join('\n')}\n`);
  };
  const step = async <P extends CliProcedure>(title: string, procedure: P, input: Input<P>): Promise<Output<P>> => {
    say(['', `== ${title}`]);
    const output = await core.call(procedure, input, ctx);
    say(TEXT[procedure](output));
    return output;
  };
  await step('建库', 'archive.create', {
    archive,
    framework: [SAMPLE.framework],
    sources: [source],
    baseDate: SAMPLE.baseDate,
    unit: SAMPLE.unit,
    name: SAMPLE.name,
  });
  const index = await step('编目', 'index.run', { archive });
  const decided = await step('确认把握大的建议', 'links.confirmBand', { archive, band: 'high' });
  const gaps = await step('查缺', 'gaps.read', { archive, xlsx: join(folder, '缺项表.xlsx') });
  const exported = await step('成册', 'export.run', { archive, out, draft: false });
  const verified = await step('校验', 'verify.run', { path: out });
  const paths = {
    source,
    archive,
    gaps: join(folder, '缺项表.xlsx'),
    volumes: exported.volumes.map((volume) => join(out, volume.file)),
    manifest: exported.manifest,
  };
  if (ctx.json) {
    const summary = {
      index,
      decided,
      gaps: gaps.frameworks.map((framework) => framework.totals),
      export: exported,
      verify: verified,
      paths,
    };
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  } else {
    say([
      '',
      '可以看看:',
      `  卷册     ${paths.volumes.join('\n           ')}`,
      `  清单     ${paths.manifest}`,
      `  缺项表   ${paths.gaps}`,
      `  档案库   ${archive}`,
      `  材料     ${source}`,
    ]);
  }
  return verified.ok ? 0 : 3;
}

function prepare(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, MARKER)))
      throw new AppError('refused', `文件夹不是空的,也不是以前的示例:${folder}。请换一个新文件夹。`);
    rmSync(folder, { recursive: true, force: true });
  }
  makeFolders(folder);
  writeFileSync(join(folder, MARKER), '示例,可以整个删除。\n');
}
