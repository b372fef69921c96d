/** Goes to a screen. `go('documents', { query: '志愿' })` */
export function go(screen: string, params: Readonly<Record<string, string>> = {}): void {
  const search = new URLSearchParams(params).toString();
  window.location.hash = `/${screen}${search ? `?${search}` : ''}`;
}
