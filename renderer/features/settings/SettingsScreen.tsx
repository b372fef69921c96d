/** 设置: being built. */
export function SettingsScreen() {
  return <div className="page" />;
}
