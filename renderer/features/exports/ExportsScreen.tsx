/** 成册: being built. */
export function ExportsScreen() {
  return <div className="page" />;
}
