/** `1.5 MB`, `320 KB`, `2.1 GB`: a count of bytes as Explorer shows it, whole KB rounded up. */
export function sizeText(bytes: number): string {
  if (bytes >= 1073741824) return `${(bytes / 1073741824).toFixed(1)} GB`;
  return bytes >= 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.ceil(bytes / 1024)} KB`;
}
