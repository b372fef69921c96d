/** 材料: being built. */
export function DocumentsScreen() {
  return <div className="page" />;
}
