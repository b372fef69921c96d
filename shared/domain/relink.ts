/**
 * Where another folder lies now when one has moved from `from` to `to`: what both keep at their ends is cut off, and the rest of the
 * beginning is changed in the other alike (`E:\迎检\材料` → `G:\迎检\材料` makes `E:\照片` → `G:\照片`). Null where the other does not
 * begin alike, or nothing is kept at the ends (then only this folder was renamed). On Windows letters' case does not matter.
 */
export function movedAlike(from: string, to: string, other: string, platform: 'windows' | 'posix'): string | null {
  const [a, b, c] = [from, to, other].map(partsOf);
  if (!a || !b || !c) return null;
  const same = (one: string | undefined, two: string | undefined): boolean =>
    one !== undefined && two !== undefined && (platform === 'windows' ? one.toLowerCase() === two.toLowerCase() : one === two);
  let kept = 0;
  while (kept < Math.min(a.length, b.length) - 1 && same(a.at(-1 - kept), b.at(-1 - kept))) kept++;
  if (kept === 0) return null;
  const [before, after] = [a.slice(0, a.length - kept), b.slice(0, b.length - kept)];
  if (c.length <= before.length || !before.every((part, index) => same(part, c[index]))) return null;
  return [...after, ...c.slice(before.length)].join(platform === 'windows' ? '\\' : '/');
}

/** `/a/b` is '', 'a', 'b'; `E:\a` is 'E:', 'a'; a share's two slashes stay in front. */
const partsOf = (path: string): string[] => {
  const plain = path.replaceAll('\\', '/').replace(/\/+$/, '');
  const share = /^\/\/[^/]+\/[^/]+/.exec(plain)?.[0];
  if (share === undefined) return plain.split('/');
  return [share.replaceAll('/', '\\'), ...plain.slice(share.length).split('/').slice(1)];
};
