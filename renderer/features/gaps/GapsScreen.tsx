/** 缺项: being built. */
export function GapsScreen() {
  return <div className="page" />;
}
