import { textSvg } from './glyphs.ts';
import type { Random } from './rng.ts';

/** Parts of drawn scenes. All lengths are pixels of a 1600×1200 picture. */

export const WIDTH = 1600;
export const HEIGHT = 1200;

/** A whole scene: shared gradients and softening filters round the parts. */
export function scene(parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8fb4d6"/><stop offset="1" stop-color="#e4ebef"/></linearGradient>
<linearGradient id="road" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#8a8b8d"/><stop offset="1" stop-color="#56585b"/></linearGradient>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#d9d4c8"/><stop offset="0.6" stop-color="#ece8df"/><stop offset="1" stop-color="#c7c1b4"/></linearGradient>
<linearGradient id="floor" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b4b0a8"/><stop offset="1" stop-color="#8d887f"/></linearGradient>
<linearGradient id="vest" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#a8141c"/><stop offset="0.4" stop-color="#d8262c"/><stop offset="1" stop-color="#8d0f16"/></linearGradient>
<linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#93acba"/><stop offset="1" stop-color="#4d6472"/></linearGradient>
<radialGradient id="leaf"><stop offset="0" stop-color="#6c8f4e"/><stop offset="0.7" stop-color="#4b6f38"/><stop offset="1" stop-color="#35532a"/></radialGradient>
<linearGradient id="shine" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#ffffff" stop-opacity="0.28"/><stop offset="0.5" stop-color="#ffffff" stop-opacity="0"/></linearGradient>
<filter id="soft" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="9"/></filter>
<filter id="far" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="2.2"/></filter>
<filter id="rough" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.035 0.05" numOctaves="4" seed="7"/><feColorMatrix values="0 0 0 0 0.3  0 0 0 0 0.28  0 0 0 0 0.25  0 0 0 0.9 -0.38"/></filter>
</defs>${parts.join('\n')}</svg>`;
}

export const box = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
export const shape = (points: string, fill: string, more = ''): string => `<polygon points="${points}" fill="${fill}" ${more}/>`;
export const shadow = (x: number, y: number, rx: number, ry: number, strength = 0.35): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="#1c1c1c" opacity="${strength}" filter="url(#soft)"/>`;

/** Uneven dirt and wear over a surface. */
export const wear = (x: number, y: number, w: number, h: number, opacity: number): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" filter="url(#rough)" opacity="${opacity}"/>`;

export interface Person {
  readonly x: number;
  /** Where the feet stand. */
  readonly y: number;
  readonly height: number;
  readonly vest?: boolean;
  readonly cap?: string;
  readonly coat: string;
  readonly trousers: string;
  /** `raised` holds a small flag, `reach` bends an arm forward. */
  readonly arm?: 'raised' | 'reach';
  readonly back?: boolean;
}

/** A standing person seen from some metres away; heights about 250–520 px. */
export function person(who: Person): string {
  const u = who.height / 100;
  const skin = '#d9ab88';
  const body = who.vest === true ? 'url(#vest)' : who.coat;
  const arm =
    who.arm === 'raised'
      ? `<path d="M 14 23 q 10 -3 13 -17" stroke="${who.coat}" stroke-width="5.6" fill="none" stroke-linecap="round"/><circle cx="27.5" cy="4" r="2.4" fill="${skin}"/><path d="M 27.5 5 L 27.5 -14 L 42 -10 L 27.5 -5" fill="#d12a2a" stroke="#7a5a3a" stroke-width="0.8"/>`
      : who.arm === 'reach'
        ? `<path d="M 14 24 q 8 7 16 8" stroke="${who.coat}" stroke-width="5.6" fill="none" stroke-linecap="round"/><circle cx="31" cy="32" r="2.4" fill="${skin}"/>`
        : `<path d="M 13.5 23 q 3 13 1.5 26" stroke="${who.coat}" stroke-width="5.6" fill="none" stroke-linecap="round"/><circle cx="14.8" cy="51" r="2.4" fill="${skin}"/>`;
  const face =
    who.back === true
      ? `<ellipse cx="0" cy="8" rx="6" ry="7.4" fill="#1f1b19"/>`
      : `<ellipse cx="0" cy="8.4" rx="5.8" ry="7.2" fill="${skin}"/><path d="M -6 8 q -0.6 -8.4 6 -8.6 q 6.8 0 6 8.6 q -1.6 -4.6 -6 -4.8 q -4.6 0.2 -6 4.8" fill="#1f1b19"/><path d="M -3.6 8.4 h 2.2 M 1.6 8.4 h 2.2" stroke="#3a2a22" stroke-width="0.7"/><path d="M -1.6 12.4 q 1.6 1 3.2 0" stroke="#a5604c" stroke-width="0.7" fill="none"/>`;
  const cap =
    who.cap === undefined
      ? ''
      : `<path d="M -6.4 5.4 q 0 -6.6 6.4 -6.6 q 6.4 0 6.4 6.6 z" fill="${who.cap}"/><path d="M -8.6 5.8 q 8.6 -2 11 0" stroke="${who.cap}" stroke-width="1.8" fill="none"/>`;
  const badge =
    who.vest === true && who.back !== true
      ? `<circle cx="5" cy="25" r="2.1" fill="#ffd84a"/><path d="M -10.5 40 h 21" stroke="#f2e4a0" stroke-width="1.6" opacity="0.9"/>`
      : '';
  const print =
    who.vest === true && who.back === true
      ? textSvg('志愿者', { x: 0, y: 30, size: 6.4, fill: '#ffe27a', face: 'sansBold', anchor: 'middle' })
      : '';
  return `${shadow(who.x + 10 * u, who.y, 17 * u, 3.4 * u)}<g transform="translate(${who.x} ${who.y}) scale(${u}) translate(0 -100)">
<path d="M -8 50 L -9 93 h 7.6 L 0 58 L 1.4 93 h 7.6 L 8 50 z" fill="${who.trousers}"/><path d="M -10 93 h 9 v 4.6 h -12 z M 1.2 93 h 8.6 l 2.6 4.6 h -11.2 z" fill="#26221f"/>
<path d="M -13.5 23 q -3 13 -1.5 26" stroke="${who.coat}" stroke-width="5.6" fill="none" stroke-linecap="round"/><circle cx="-14.8" cy="51" r="2.4" fill="${skin}"/>
<path d="M -13 21 q 3 -4.4 9 -4.8 h 8 q 6 0.4 9 4.8 l -1.6 32 h -22.8 z" fill="${who.coat}"/>
<path d="M -11.4 20 q 3 -3.4 7.4 -3.8 l 4 5 l 4 -5 q 4.4 0.4 7.4 3.8 l -1.2 32 h -20.4 z" fill="${body}"/>
<path d="M -2.4 13 h 4.8 v 4.4 l -2.4 2.4 l -2.4 -2.4 z" fill="#c49573"/>${arm}${face}${cap}${badge}${print}</g>`;
}

const COATS = ['#3d4a5c', '#5a5148', '#31404a', '#6d6a66', '#7a4a3c', '#43563f'] as const;
const TROUSERS = ['#2b3038', '#33302c', '#4a4f57', '#26323e'] as const;

/** A person with clothes chosen by `random`. */
export const someone = (random: Random, x: number, y: number, height: number, more: Partial<Person> = {}): string =>
  person({ x, y, height, coat: random.pick(COATS), trousers: random.pick(TROUSERS), ...more });

export function tree(random: Random, x: number, y: number, height: number): string {
  const leaves = Array.from({ length: 26 }, () => {
    const angle = random.between(0, Math.PI * 2);
    const r = Math.sqrt(random.next()) * height * 0.3;
    return `<circle cx="${(x + r * Math.cos(angle) * 1.15).toFixed(0)}" cy="${(y - height * 0.72 + r * Math.sin(angle) * 0.85).toFixed(0)}" r="${random.between(height * 0.05, height * 0.12).toFixed(0)}" fill="url(#leaf)" opacity="${random.between(0.75, 1).toFixed(2)}"/>`;
  });
  const w = height * 0.035;
  return `${shape(`${x - w},${y} ${x + w},${y} ${x + w * 0.6},${y - height * 0.6} ${x - w * 0.6},${y - height * 0.6}`, '#5b4a3a')}${leaves.join('')}`;
}

/** A façade with windows; `sign` hangs over the ground floor. */
export function building(random: Random, x: number, y: number, w: number, h: number, fill: string, sign?: string): string {
  const windows: string[] = [];
  const columns = Math.max(2, Math.round(w / 90));
  const rows = Math.max(2, Math.round(h / 110));
  const cw = w / columns;
  const rh = (h * 0.74) / rows;
  for (let r = 0; r < rows; r += 1)
    for (let c = 0; c < columns; c += 1) {
      const wx = x + c * cw + cw * 0.2;
      const wy = y - h + r * rh + rh * 0.22;
      windows.push(box(wx, wy, cw * 0.6, rh * 0.56, 'url(#glass)', `opacity="${random.between(0.7, 1).toFixed(2)}"`));
      if (random.next() < 0.3) windows.push(box(wx + cw * 0.12, wy + rh * 0.58, cw * 0.36, rh * 0.18, '#d5d4d0'));
    }
  const plate =
    sign === undefined
      ? ''
      : `${box(x + 8, y - h * 0.25, w - 16, h * 0.085, '#7c1f1c')}${textSvg(sign, { x: x + w / 2, y: y - h * 0.185, size: Math.min(h * 0.055, (w - 30) / [...sign].length), fill: '#f3dfa0', face: 'sansBold', anchor: 'middle' })}${box(x + 12, y - h * 0.155, w - 24, h * 0.155, '#4c5358')}${box(x + 20, y - h * 0.14, w * 0.28, h * 0.14, '#8fa0a8', 'opacity="0.7"')}`;
  return `${box(x, y - h, w, h, fill)}${windows.join('')}${plate}${box(x, y - h, w * 0.12, h, '#000', 'opacity="0.08"')}`;
}

export function bicycle(x: number, y: number, s: number, color: string): string {
  return `${shadow(x, y, 62 * s, 8 * s, 0.3)}<g transform="translate(${x} ${y}) scale(${s})" fill="none" stroke-linecap="round"><circle cx="-38" cy="-26" r="25" stroke="#24262a" stroke-width="5"/><circle cx="38" cy="-26" r="25" stroke="#24262a" stroke-width="5"/><path d="M -38 -26 L -12 -62 L 26 -62 L 4 -26 L -38 -26 M -12 -62 L 4 -26 M 38 -26 L 24 -74 L 36 -80" stroke="${color}" stroke-width="6"/><path d="M -22 -68 h 22" stroke="#1d1d1f" stroke-width="8"/><path d="M 20 -64 h 22 v 14 h -18 z" fill="#4a4d50" stroke="#33363a" stroke-width="2"/></g>`;
}

/** A red banner with white or yellow words, slightly sagging. */
export function banner(words: string, x: number, y: number, w: number, h: number): string {
  const size = Math.min(h * 0.62, (w * 0.9) / [...words].length);
  return `<path d="M ${x} ${y} q ${w / 2} ${h * 0.14} ${w} 0 v ${h} q ${-w / 2} ${h * 0.14} ${-w} 0 z" fill="#bf1a20"/><path d="M ${x} ${y} q ${w / 2} ${h * 0.14} ${w} 0 v ${h * 0.3} q ${-w / 2} ${h * 0.1} ${-w} 0 z" fill="#fff" opacity="0.08"/>${textSvg(words, { x: x + w / 2, y: y + h * 0.5 + size * 0.42, size, fill: '#fff4d6', face: 'sansBold', anchor: 'middle' })}`;
}
