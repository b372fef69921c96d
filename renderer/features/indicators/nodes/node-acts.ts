/** What a clerk can do with a node of the tree, in the order of the menu; the keys are named in `INDICATOR_KEYS`. */
export const NODE_ACTS = [
  { id: 'beside', label: '增加同级指标', keys: 'Insert' },
  { id: 'beneath', label: '增加下级指标', keys: 'Shift+Insert' },
  { id: 'name', label: '改名、改编号', keys: 'F2' },
  { id: 'up', label: '上移', keys: 'Alt+↑' },
  { id: 'down', label: '下移', keys: 'Alt+↓' },
  { id: 'out', label: '升一级', keys: 'Alt+←' },
  { id: 'in', label: '降一级', keys: 'Alt+→' },
  { id: 'move', label: '移到别的上级', keys: '' },
  { id: 'shape', label: '改为上级标题或末级指标', keys: '' },
  { id: 'remove', label: '删除', keys: 'Delete' },
] as const;
export type NodeAct = (typeof NODE_ACTS)[number]['id'];

const ARROWS: Readonly<Record<string, NodeAct>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'out', ArrowRight: 'in' };

/** The act a key pressed in the tree stands for, else null; F2 is a command of the window. */
export function actOfKey(event: {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): NodeAct | null {
  if (event.ctrlKey || event.metaKey) return null;
  if (event.altKey) return event.shiftKey ? null : (ARROWS[event.key] ?? null);
  if (event.key === 'Insert') return event.shiftKey ? 'beneath' : 'beside';
  return event.key === 'Delete' && !event.shiftKey ? 'remove' : null;
}
