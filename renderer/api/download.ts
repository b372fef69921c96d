/** Lets the browser save one of our own files under a name; `address` is where the host serves it. */
export function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
