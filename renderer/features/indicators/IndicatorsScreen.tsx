/** 指标: being built. */
export function IndicatorsScreen() {
  return <div className="page" />;
}
