/** 归类: being built. */
export function TriageScreen() {
  return <div className="page" />;
}
