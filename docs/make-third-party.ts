import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Writes THIRD-PARTY.md from package-lock.json: `npm run make:third-party`.

interface LockedPackage {
  readonly version?: string;
  readonly name?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

interface Row extends LockedPackage {
  readonly path: string;
  readonly shown: string;
}

/** The notices as Markdown for the text of a lockfile. Depends on nothing else, so it is the same on every machine. */
export function thirdPartyNotices(lockText: string): string {
  const { packages } = JSON.parse(lockText) as { readonly packages: Readonly<Record<string, LockedPackage>> };
  const rows = Object.entries(packages)
    .filter(([path]) => path.startsWith('node_modules/'))
    .map(([path, one]): Row => {
      const folder = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { ...one, path, shown: one.name && one.name !== folder ? `${one.name} (as ${folder})` : folder };
    })
    .sort((one, other) => (one.path < other.path ? -1 : 1));
  const shipped = rows.filter((row) => !row.dev);
  const fonts = shipped.filter((row) => /OFL/.test(row.license ?? ''));
  const byLicense = new Map<string, number>();
  for (const row of rows.filter((one) => one.dev)) {
    const license = row.license ?? 'not stated';
    byLicense.set(license, (byLicense.get(license) ?? 0) + 1);
  }
  return [
    '# Third-party notices',
    '',
    'Made from `package-lock.json` by `npm run make:third-party`; do not edit. The licence id is the SPDX id the',
    'package itself states; its licence text stands in the folder named here after `npm ci` (LICENSE, or README where it has none).',
    '',
    '## Fonts',
    '',
    'Embedded as subsets in bound volumes, under the SIL Open Font License 1.1:',
    '',
    ...fonts.map((row) => `- ${row.shown} ${row.version ?? ''} (${row.license ?? ''})`),
    '',
    '## Packages the program runs with',
    '',
    '| Package | Version | Licence | Licence text in |',
    '|---|---|---|---|',
    ...shipped.map(
      (row) =>
        `| ${row.shown} | ${row.version ?? ''} | ${row.license ?? 'not stated'}${row.optional ? ' (optional)' : ''} | \`${row.path}\` |`,
    ),
    '',
    '## Packages only used to build and test',
    '',
    'Not part of what is handed out; counted by licence:',
    '',
    ...[...byLicense].sort(([one], [other]) => (one < other ? -1 : 1)).map(([license, count]) => `- ${license}: ${count}`),
    '',
  ].join('\n');
}

const root = new URL('../', import.meta.url);
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('THIRD-PARTY.md', root), thirdPartyNotices(readFileSync(new URL('package-lock.json', root), 'utf8')));
}
