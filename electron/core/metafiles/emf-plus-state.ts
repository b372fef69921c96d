import { cutTo } from './cuts.ts';
import type { PlusObject } from './emf-plus-objects.ts';
import { num, TooMuch, type Gdi } from './gdi.ts';
import { joined, type Matrix } from './vector.ts';

const MOST_SAVED = 500;
const AFTER = 0x2000;

/** What playing a record of EMF+ needs. */
export interface PlusPlay {
  readonly g: Gdi;
  readonly objects: Map<number, PlusObject>;
  world: Matrix;
  page: Matrix;
  readonly saved: Map<number, { readonly world: Matrix; readonly page: Matrix; readonly cuts: Gdi['dc']['cuts'] }>;
  /** An object that comes in several records. */
  parts: { readonly id: number; readonly type: number; readonly pieces: Buffer[]; length: number } | null;
  dpi: number;
}

/** From what records say to the device. */
export function placeOf({ world, page }: PlusPlay): Matrix {
  return joined(world, page);
}

function matrixAt(data: Buffer): Matrix {
  const values = [0, 4, 8, 12, 16, 20].map((at) => data.readFloatLE(at));
  return values.every(Number.isFinite) ? (values as unknown as Matrix) : [1, 0, 0, 1, 0, 0];
}

/** Records that say how is drawn (MS-EMFPLUS 2.3.6, 2.3.7, 2.3.9). */
export function changeState(play: PlusPlay, type: number, flags: number, data: Buffer): void {
  const after = (flags & AFTER) !== 0;
  const by = (matrix: Matrix): void => {
    play.world = after ? joined(play.world, matrix) : joined(matrix, play.world);
  };
  switch (type) {
    case 0x4025:
    case 0x4027:
    case 0x4028:
      if (play.saved.size >= MOST_SAVED) throw new TooMuch('too many saved states');
      play.saved.set(data.readUInt32LE(type === 0x4027 ? 32 : 0), { world: play.world, page: play.page, cuts: play.g.dc.cuts });
      break;
    case 0x4026:
    case 0x4029: {
      const state = play.saved.get(data.readUInt32LE(0));
      if (state) {
        [play.world, play.page] = [state.world, state.page];
        play.g.dc.cuts = state.cuts;
      }
      break;
    }
    case 0x402a:
      play.world = matrixAt(data);
      break;
    case 0x402b:
      play.world = [1, 0, 0, 1, 0, 0];
      break;
    case 0x402c:
      by(matrixAt(data));
      break;
    case 0x402d:
      by([1, 0, 0, 1, data.readFloatLE(0), data.readFloatLE(4)]);
      break;
    case 0x402e:
      by([data.readFloatLE(0), 0, 0, data.readFloatLE(4), 0, 0]);
      break;
    case 0x402f: {
      const angle = (data.readFloatLE(0) * Math.PI) / 180;
      by([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]);
      break;
    }
    case 0x4030: {
      const scale = data.readFloatLE(0) * pixelsPer(play, flags & 0xff);
      play.page = [scale, 0, 0, scale, 0, 0];
      break;
    }
    case 0x4031:
      play.g.dc.cuts = [];
      break;
    case 0x4032: {
      const [x, y, width, height] = [0, 4, 8, 12].map((at) => data.readFloatLE(at)) as [number, number, number, number];
      if (((flags >> 8) & 15) === 0) play.g.dc.cuts = [];
      cutTo(play.g, boxOutline(placeOf(play), x, y, width, height));
      break;
    }
    case 0x4033: {
      const path = play.objects.get(flags & 0xff);
      if (path?.kind !== 'path') break;
      if (((flags >> 8) & 15) === 0) play.g.dc.cuts = [];
      cutTo(play.g, path.outline(placeOf(play)), true);
      break;
    }
    default:
  }
}

/** Units of MS-EMFPLUS 2.1.1.32. */
export function pixelsPer({ dpi }: PlusPlay, unit: number): number {
  return { 3: dpi / 72, 4: dpi, 5: dpi / 300, 6: dpi / 25.4 }[unit] ?? 1;
}

/** A rectangle, turned where the matrix turns. */
export function boxOutline(matrix: Matrix, x: number, y: number, width: number, height: number): string {
  const at = pointIn(matrix);
  return `M${at(x, y)}L${at(x + width, y)}L${at(x + width, y + height)}L${at(x, y + height)}Z`;
}

export function pointIn([a, b, c, d, e, f]: Matrix): (x: number, y: number) => string {
  return (x, y) => `${num(a * x + c * y + e)} ${num(b * x + d * y + f)}`;
}
