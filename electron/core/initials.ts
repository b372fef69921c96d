/** Initials of the pinyin of names, `wmjt` for 文明交通; the dictionary is loaded by the first use. */
export async function initialsReader(): Promise<(name: string) => string> {
  const { pinyin } = await import('pinyin-pro');
  return (name) =>
    pinyin(name, { pattern: 'first', toneType: 'none', type: 'array' })
      .join('')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
}
