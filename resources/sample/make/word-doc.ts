import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { officialDocx } from './official.ts';
import type { OfficialText } from './official.ts';

/** True when LibreOffice is here to write Word 97 files. */
export function hasOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The paper as a Word 97–2003 file, converted by LibreOffice; throws where it is not installed. */
export async function wordDoc(text: OfficialText): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'sample-doc-'));
  try {
    const docx = join(folder, 'paper.docx');
    writeFileSync(docx, await officialDocx(text, text.date));
    execFileSync(
      'soffice',
      [
        '--headless',
        `-env:UserInstallation=file://${join(folder, 'profile')}`,
        '--convert-to',
        'doc:MS Word 97',
        '--outdir',
        folder,
        docx,
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    return readFileSync(join(folder, 'paper.doc'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
