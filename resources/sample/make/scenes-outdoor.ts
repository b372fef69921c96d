import { textSvg } from './glyphs.ts';
import { randomFrom } from './rng.ts';
import {
  HEIGHT,
  WIDTH,
  banner,
  bicycle,
  box,
  building,
  person,
  scene,
  shadow,
  shape,
  someone,
  tree,
  wear,
} from './scene-parts.ts';

/** Drawn outdoor scenes, 1600×1200 SVG. `seed` varies people, façades and light. */

function car(x: number, y: number, s: number, color: string): string {
  return `${shadow(x, y, 175 * s, 20 * s, 0.45)}<g transform="translate(${x} ${y}) scale(${s})"><path d="M -170 -22 q -4 -44 40 -52 q 40 -50 90 -50 h 60 q 46 4 74 50 q 60 8 68 30 q 6 12 2 24 z" fill="${color}"/><path d="M -112 -76 q 34 -38 72 -38 h 4 v 38 z M -26 -114 h 44 q 36 4 56 38 h -100 z" fill="#33434d"/><path d="M -170 -40 h 334" stroke="#000" stroke-opacity="0.2" stroke-width="3"/><circle cx="-100" cy="-20" r="30" fill="#1a1b1d"/><circle cx="-100" cy="-20" r="15" fill="#a9adb0"/><circle cx="98" cy="-20" r="30" fill="#1a1b1d"/><circle cx="98" cy="-20" r="15" fill="#a9adb0"/><path d="M 150 -58 h 18 q 4 10 0 16 h -16 z" fill="#f4efd0"/><path d="M -168 -62 h 14 v 18 h -16 z" fill="#b02020"/></g>`;
}

const SKY = box(0, 0, WIDTH, 640, 'url(#sky)');

/** A crossing with zebra stripes, waiting people and volunteers in red vests; `rider` adds a helmeted cyclist. */
export function crossing(seed: number, sign: string, rider: boolean): string {
  const random = randomFrom(seed);
  const stripes = Array.from({ length: 11 }, (_, i) => {
    const top = 150 + i * 130;
    const bottom = -260 + i * 198;
    return shape(`${top},705 ${top + 62},705 ${bottom + 96},930 ${bottom},930`, '#eceae4', 'opacity="0.93"');
  });
  const facades = [0, 1, 2, 3, 4, 5].map((i) =>
    building(
      random,
      i * 280 - 30,
      585,
      276,
      random.integer(330, 520),
      random.pick(['#b9a58e', '#a9b0b2', '#c4b8a6', '#9d8f82', '#b7bcc0']),
      random.pick(['惠民超市', '滨河书店', '东门面馆', '康宁药房', '河畔茶社', '光明眼镜']),
    ),
  );
  return scene([
    SKY,
    `<g filter="url(#far)">${facades.join('')}</g>`,
    [120, 560, 1010, 1480].map((x) => tree(random, x, 640, random.integer(300, 380))).join(''),
    box(0, 585, WIDTH, 62, '#aaa59b'),
    box(0, 642, WIDTH, 14, '#cfccc4'),
    box(0, 655, WIDTH, 600, 'url(#road)'),
    wear(0, 655, WIDTH, 545, 0.5),
    stripes.join(''),
    car(1240, 800, 1.05, '#c9ccd0'),
    rider
      ? `${bicycle(560, 850, 1.7, '#2f6ea8')}${someone(random, 560, 812, 250, { cap: '#e8b72a' })}`
      : car(300, 700, 0.6, '#7a2424'),
    [0, 1, 2].map((i) => someone(random, 690 + i * 90, 720 + i * 12, 245 + i * 10, { back: i === 1 })).join(''),
    person({ x: 240, y: 1010, height: 500, vest: true, cap: '#c2181f', coat: '#3d4a5c', trousers: '#2b3038', arm: 'raised' }),
    person({ x: 1470, y: 980, height: 450, vest: true, cap: '#c2181f', coat: '#5a5148', trousers: '#33302c', back: true }),
    box(940, 430, 8, 230, '#5c6165'),
    box(850, 400, 190, 66, '#1f4f9c'),
    textSvg(sign, { x: 945, y: 446, size: 38, fill: '#ffffff', face: 'sansBold', anchor: 'middle' }),
    box(0, 930, WIDTH, 10, '#e6e3da', 'opacity="0.85"'),
  ]);
}

/** Bicycles in a marked bay; `tidy` false leaves them across the blind path. */
export function parkingBay(seed: number, tidy: boolean): string {
  const random = randomFrom(seed);
  const bikes = Array.from({ length: 9 }, (_, i) => {
    const x = tidy ? 200 + i * 150 : 180 + i * 150 + random.integer(-40, 40);
    const y = tidy ? 910 : 900 + random.integer(-60, 150);
    return bicycle(x, y, 1.5, random.pick(['#2d7dc0', '#e0a51f', '#3b9a57']));
  });
  const blind = Array.from(
    { length: 40 },
    (_, i) =>
      `<circle cx="${i * 42 + 10}" cy="1062" r="8" fill="#b98a1c"/><circle cx="${i * 42 + 10}" cy="1092" r="8" fill="#b98a1c"/>`,
  ).join('');
  return scene([
    SKY,
    `<g filter="url(#far)">${[0, 1, 2, 3].map((i) => building(random, i * 420 - 20, 660, 410, random.integer(420, 560), random.pick(['#b5a794', '#a8adb0', '#c3baa9']), random.pick(['金桥商场', '便民服务', '建设路商圈', '滨河小吃']))).join('')}</g>`,
    box(0, 655, WIDTH, 545, '#a6a096'),
    Array.from({ length: 14 }, (_, i) => `<path d="M 0 ${690 + i * i * 3.2} h 1600" stroke="#8d877d" stroke-width="2"/>`).join(
      '',
    ),
    wear(0, 655, WIDTH, 545, 0.45),
    box(0, 1040, WIDTH, 74, '#d2a634'),
    blind,
    `<path d="M 60 760 h 1480 v 190 h -1480 z" fill="none" stroke="#f4f3ee" stroke-width="10"/>`,
    [0, 1, 2].map((i) => tree(random, 200 + i * 600, 690, 380)).join(''),
    bikes.join(''),
    box(1420, 560, 10, 210, '#5c6165'),
    box(1330, 520, 190, 90, '#1f4f9c'),
    textSvg('非机动车停放区', { x: 1425, y: 575, size: 25, fill: '#fff', face: 'sansBold', anchor: 'middle' }),
    tidy
      ? person({ x: 1180, y: 1130, height: 470, vest: true, cap: '#c2181f', coat: '#43563f', trousers: '#26323e', arm: 'reach' })
      : '',
  ]);
}

/** A public-service billboard; `place` = bus shelter, hoarding round a site, or a board in a park. */
export function billboard(seed: number, place: 'shelter' | 'hoarding' | 'park', words: readonly [string, string]): string {
  const random = randomFrom(seed);
  const hill = `<path d="M 0 0 q 120 -110 260 -40 q 140 -120 300 -10 q 80 -60 180 -20 v 150 h -740 z" fill="#3f7a5c" opacity="0.55"/><path d="M 0 60 q 180 -60 370 0 t 370 0 v 90 h -740 z" fill="#2d8f9c" opacity="0.6"/>`;
  const poster = (x: number, y: number, w: number, h: number): string =>
    `<svg x="${x}" y="${y}" width="${w}" height="${h}" viewBox="0 0 740 420" preserveAspectRatio="none">${box(0, 0, 740, 420, '#f6ead2')}<circle cx="655" cy="70" r="38" fill="#d9402c" opacity="0.85"/><g transform="translate(0 300)">${hill}</g>${textSvg(words[0], { x: 370, y: 150, size: Math.min(96, 640 / [...words[0]].length), fill: '#a8161b', face: 'serifBold', anchor: 'middle' })}${textSvg(words[1], { x: 370, y: 222, size: Math.min(40, 640 / [...words[1]].length), fill: '#5a3a20', face: 'serif', anchor: 'middle' })}${textSvg('滨河区文明办 宣', { x: 710, y: 402, size: 22, fill: '#5a3a20', anchor: 'end' })}${box(0, 0, 740, 420, 'url(#shine)')}</svg>`;
  const back = `<g filter="url(#far)">${[0, 1, 2, 3, 4].map((i) => building(random, i * 340 - 20, 640, 330, random.integer(340, 540), random.pick(['#b5a794', '#a8adb0', '#c3baa9', '#94a0a6']))).join('')}</g>`;
  if (place === 'shelter')
    return scene([
      SKY,
      back,
      box(0, 640, WIDTH, 230, '#a8a298'),
      box(0, 860, WIDTH, 340, 'url(#road)'),
      wear(0, 640, WIDTH, 560, 0.4),
      tree(random, 90, 720, 430),
      tree(random, 1540, 720, 430),
      shadow(800, 880, 620, 22),
      box(190, 240, 1230, 44, '#3c444a'),
      [220, 1000, 1370].map((x) => box(x, 280, 20, 600, '#555d63')).join(''),
      box(250, 330, 740, 430, '#2b3035'),
      poster(262, 342, 716, 406),
      box(1040, 330, 320, 400, '#dfe5e8', 'opacity="0.55"'),
      textSvg('人民路站', { x: 1200, y: 390, size: 44, fill: '#1f4f9c', face: 'sansBold', anchor: 'middle' }),
      box(300, 800, 640, 22, '#7a5a3a'),
      someone(random, 1120, 880, 420),
      someone(random, 1260, 890, 400, { back: true }),
    ]);
  if (place === 'hoarding')
    return scene([
      SKY,
      back,
      `<g opacity="0.8"><path d="M 1180 640 V 60 M 1150 90 H 1590 M 1180 60 L 1420 90" stroke="#c99a1d" stroke-width="12" fill="none"/></g>`,
      box(0, 420, WIDTH, 430, '#2f7d4f'),
      Array.from({ length: 40 }, (_, i) => box(i * 40, 420, 3, 430, '#215c39')).join(''),
      poster(60, 460, 700, 340),
      poster(830, 460, 700, 340),
      box(0, 850, WIDTH, 110, '#aaa499'),
      box(0, 955, WIDTH, 18, '#d8d4ca'),
      box(0, 970, WIDTH, 230, 'url(#road)'),
      wear(0, 850, WIDTH, 350, 0.55),
      someone(random, 795, 960, 340),
      someone(random, 20, 965, 350, { back: true }),
      bicycle(1000, 1080, 1.7, '#2d7dc0'),
    ]);
  return scene([
    SKY,
    back,
    box(0, 600, WIDTH, 600, '#6f8d55'),
    wear(0, 600, WIDTH, 600, 0.5),
    shape('500,1200 1250,1200 980,640 860,640', '#bdb5a6'),
    [60, 330, 1330, 1560].map((x) => tree(random, x, 760, random.integer(420, 520))).join(''),
    shadow(640, 930, 430, 20),
    box(270, 380, 24, 550, '#6b4a2e'),
    box(990, 380, 24, 550, '#6b4a2e'),
    box(250, 360, 790, 450, '#6b4a2e'),
    poster(275, 385, 740, 400),
    someone(random, 1180, 1040, 400),
    someone(random, 1275, 1030, 260),
  ]);
}

/** A back lane; `after` is paved with a drain and lamp, before is broken and wet. */
export function lane(seed: number, after: boolean): string {
  const random = randomFrom(seed);
  const bricks = (mirror: boolean): string => {
    const wall = `${shape('0,150 560,430 560,760 0,1200', after ? '#d3cbbb' : '#a69a8a')}${[0, 1, 2].map((i) => shape(`${70 + i * 165},${430 + i * 55} ${150 + i * 150},${450 + i * 50} ${150 + i * 150},${610 + i * 30} ${70 + i * 165},${630 + i * 24}`, '#4d6472')).join('')}${shape('300,520 390,555 390,850 300,940', '#6a3a2a')}${wear(0, 150, 560, 1050, after ? 0.35 : 0.9)}`;
    return mirror ? `<g transform="translate(1600 0) scale(-1 1)">${wall}</g>` : wall;
  };
  const ground = shape('0,1200 1600,1200 1040,760 560,760', after ? '#8b8d8f' : '#7d725f');
  const puddles = Array.from({ length: 9 }, () => {
    const y = random.integer(820, 1150);
    const rx = random.integer(40, 130) * ((y - 600) / 500);
    return `<ellipse cx="${800 + random.integer(-380, 380) * ((y - 700) / 500)}" cy="${y}" rx="${rx.toFixed(0)}" ry="${(rx * 0.22).toFixed(0)}" fill="${random.next() < 0.6 ? '#4f4a42' : '#8fa0a6'}" opacity="0.85"/>`;
  });
  const cables = Array.from(
    { length: 7 },
    () =>
      `<path d="M ${random.integer(0, 500)} ${random.integer(150, 380)} q ${random.integer(300, 500)} ${random.integer(60, 190)} ${random.integer(900, 1100)} 0" stroke="#26262a" stroke-width="4" fill="none"/>`,
  ).join('');
  return scene([
    SKY,
    `<g filter="url(#far)">${building(random, 540, 770, 270, 380, '#b3a796')}${building(random, 800, 770, 260, 330, '#a2a7a9')}</g>`,
    bricks(false),
    bricks(true),
    ground,
    wear(0, 760, WIDTH, 440, after ? 0.35 : 1),
    after
      ? `${shape('250,1200 330,1200 640,770 620,770', '#5f6264')}${shape('1270,1200 1350,1200 980,770 960,770', '#5f6264')}`
      : puddles.join(''),
    after
      ? `<path d="M 1180 880 V 330 q 0 -40 -60 -40" stroke="#3a4046" stroke-width="14" fill="none"/><ellipse cx="1105" cy="296" rx="44" ry="14" fill="#f1ead0"/>`
      : cables,
    after
      ? `${box(150, 560, 150, 76, '#1f4f9c')}${textSvg('柳荫巷', { x: 225, y: 612, size: 42, fill: '#fff', face: 'sansBold', anchor: 'middle' })}${tree(random, 1420, 1010, 300)}`
      : `${shape('380,1090 520,1070 560,1150 400,1170', '#6e4d2f')}${shape('1200,1040 1330,1020 1360,1110 1220,1130', '#8a8577')}`,
    after ? someone(random, 840, 1010, 330) : someone(random, 700, 960, 290),
  ]);
}

/** Volunteers in red vests at work outdoors (sweeping, a stand, helping), under a banner. */
export function volunteers(seed: number, words: string, children: boolean): string {
  const random = randomFrom(seed);
  const group = Array.from({ length: children ? 7 : 6 }, (_, i) => {
    const height = children ? random.integer(300, 350) : random.integer(440, 500);
    return person({
      x: 230 + i * (children ? 180 : 220) + random.integer(-20, 20),
      y: 980 + random.integer(-10, 60),
      height,
      vest: !children,
      coat: children ? '#2f62a8' : random.pick(['#3d4a5c', '#5a5148', '#43563f']),
      trousers: children ? '#20406e' : '#2b3038',
      cap: children ? '#e9c231' : '#c2181f',
      arm: random.pick(['raised', 'reach', 'reach'] as const),
    });
  });
  return scene([
    SKY,
    `<g filter="url(#far)">${[0, 1, 2].map((i) => building(random, i * 560 - 40, 700, 550, random.integer(460, 560), random.pick(['#c4b39c', '#b0b6b8', '#c9bfae']), i === 1 ? '党群服务中心' : undefined)).join('')}</g>`,
    box(0, 695, WIDTH, 505, '#aca598'),
    Array.from({ length: 12 }, (_, i) => `<path d="M 0 ${720 + i * i * 3.6} h 1600" stroke="#968f83" stroke-width="2"/>`).join(
      '',
    ),
    wear(0, 695, WIDTH, 505, 0.5),
    tree(random, 70, 760, 480),
    tree(random, 1540, 760, 500),
    banner(words, 260, 330, 1080, 96),
    children
      ? ''
      : `${shadow(820, 1110, 330, 16)}${box(520, 930, 600, 26, '#b5651d')}${box(520, 956, 600, 150, '#c01d22')}${textSvg('学雷锋志愿服务', { x: 820, y: 1050, size: 58, fill: '#ffe9b0', face: 'sansBold', anchor: 'middle' })}`,
    group.join(''),
  ]);
}

export { HEIGHT, WIDTH };
