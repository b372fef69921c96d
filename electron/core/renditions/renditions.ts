import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DocumentType } from '../../../shared/domain/document.ts';
import { shrink } from '../downloads/downloads.ts';
import { PAGE_NAME, type Printer } from './printer.ts';
import { withOrdinaryCharacters } from './searchable.ts';
import { convertWithSuite, suiteOpens, type Suite } from './suites.ts';
import { wholePage, type WebPages } from './web/page.ts';

export { findSuites, type Suite } from './suites.ts';
export { findBrowser, systemBrowserPrinter } from './system-browser.ts';
export { PAGE_NAME, PRINT_LIMIT_MS, type Printer, type PrintJob } from './printer.ts';
export { fontFolders } from './page-fonts.ts';

/** Formats that a browser engine prints better than their text alone, each by what turns it into a page; loaded when first asked for. */
const WEB: Readonly<Partial<Record<DocumentType, (path: string) => Promise<WebPages>>>> = {
  html: async (path) => (await import('./web/html.ts')).webPagesOfHtml(path),
  eml: async (path) => (await import('./web/mail.ts')).webPagesOfMail(path),
  ofd: async (path) => (await import('./web/ofd.ts')).webPagesOfOfd(path),
  pptx: async (path) => (await import('./web/pptx.ts')).webPagesOfPptx(path),
};

/** Raised when pages of the same source come out otherwise: what lies in the cache is then made anew. */
const VERSION = 1;
const LIMIT_BYTES = 2 * 2 ** 30;

/** A document as pages made by another program, or none: then the program's own layout is used, and the notes say why. */
export interface Rendition {
  /** A PDF in the archive's cache. */
  readonly pdf: string | null;
  /** Who made the pages: a browser engine, as for the preview, or an office program. */
  readonly by: 'engine' | 'suite' | null;
  /** The pages were printed just now, not taken from the cache where the preview left them. */
  readonly isNew: boolean;
  /** The source carries 电子签章, whose look is on the pages. */
  readonly signed: boolean;
  /** Chinese sentences for the report. */
  readonly notes: readonly string[];
}

export interface Renditions {
  /** Pages of one document, `sha256` its content. Throws only where `signal` stopped it. */
  readonly of: (document: { readonly path: string; readonly type: DocumentType; readonly sha256: string }) => Promise<Rendition>;
}

/** Files being made, so that a preview and a volume do not make the same one at once. */
const making = new Map<string, Promise<void>>();

/** True for what a browser engine prints better than its text alone. */
export function isPrinted(type: DocumentType): boolean {
  return WEB[type] !== undefined;
}

const NONE: Rendition = { pdf: null, by: null, isNew: false, signed: false, notes: [] };

/**
 * Documents as pages by a browser engine (web pages, letters) or, where a person chose one, by an office suite. What was made stays in
 * the archive's cache, so that the same document gives the same pages in the next volume.
 */
export function createRenditions(options: {
  readonly archivePath: string;
  readonly printer: Printer | null;
  readonly suite: Suite | null;
  readonly signal: AbortSignal;
}): Renditions {
  const { archivePath, printer, suite, signal } = options;
  const folder = join(archivePath, 'cache', 'renditions');
  mkdirSync(folder, { recursive: true });
  shrink(folder, LIMIT_BYTES);
  /** A file under the name its making makes out; made once. */
  const kept = async (key: string, make: (out: string) => Promise<void>): Promise<string> => {
    const file = join(folder, `${key}.pdf`);
    // Who made it meanwhile may have been cancelled: then it is made here.
    while (making.has(file)) await making.get(file)?.catch(() => undefined);
    if (existsSync(file)) return file;
    const part = join(folder, `${key}.part`);
    const made = make(part)
      .then(() => renameSync(part, file))
      .finally(() => {
        making.delete(file);
        rmSync(part, { force: true });
      });
    making.set(file, made);
    await made;
    return file;
  };
  const bySuite = async (
    one: Suite,
    { path, type, sha256 }: { path: string; type: DocumentType; sha256: string },
  ): Promise<Rendition> => {
    try {
      const pdf = await kept(hashOf(['suite', one.id, type, sha256]), (out) =>
        convertWithSuite(one, { path, type, out }, signal),
      );
      return { pdf, by: 'suite', isNew: false, signed: false, notes: [] };
    } catch {
      signal.throwIfAborted();
      return { ...NONE, notes: [`${one.name} 没能转换这份文件,已按内置排版印出,请核对原件`] };
    }
  };
  const byBrowser = async (engine: Printer, path: string, read: (path: string) => Promise<WebPages>): Promise<Rendition> => {
    try {
      const pages = await read(path);
      const whole = wholePage(pages);
      const parts = [...pages.files].flatMap(([name, bytes]) => [name, bytes]);
      const key = hashOf(['browser', String(VERSION), whole, ...parts]);
      let isNew = false;
      const pdf = await kept(key, (out) => {
        isNew = true;
        return print(engine, { folder: join(folder, `${key}.page`), out, whole, files: pages.files });
      });
      return { pdf, by: 'engine', isNew, signed: pages.signed ?? false, notes: pages.notes };
    } catch {
      signal.throwIfAborted();
      return NONE;
    }
  };
  const print = async (
    engine: Printer,
    job: { readonly folder: string; readonly out: string; readonly whole: string; readonly files: WebPages['files'] },
  ): Promise<void> => {
    mkdirSync(job.folder, { recursive: true });
    try {
      writeFileSync(join(job.folder, PAGE_NAME), job.whole);
      for (const [name, bytes] of job.files) writeFileSync(join(job.folder, basename(name)), bytes);
      await engine.print({ folder: job.folder, out: job.out }, signal);
      writeFileSync(job.out, withOrdinaryCharacters(readFileSync(job.out)));
    } finally {
      rmSync(job.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    }
  };
  return {
    async of(document) {
      if (suite !== null && suiteOpens(document.type)) {
        const made = await bySuite(suite, document);
        if (made.pdf !== null) return made;
        const instead = await ownWay(document);
        return { ...instead, notes: [...made.notes, ...instead.notes] };
      }
      return ownWay(document);
    },
  };

  function ownWay(document: { readonly path: string; readonly type: DocumentType }): Promise<Rendition> {
    const read = WEB[document.type];
    return read && printer ? byBrowser(printer, document.path, read) : Promise.resolve(NONE);
  }
}

function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
