import { PDFArray, PDFName, type PDFObject } from 'pdf-lib';
import { decodeStream } from '../pdf/filters.ts';
import { nameOf, entry, numberOf, resolve, streamOf, type ObjectSource } from '../pdf/objects.ts';
import type { PageFault } from './reasons.ts';

const MAX_NESTING = 8;
const PLAIN: readonly string[] = ['DeviceGray', 'G', 'DeviceRGB', 'RGB', 'Pattern', 'CalGray', 'CalRGB', 'Lab'];
const CMYK: readonly string[] = ['DeviceCMYK', 'CMYK'];
const PROFILE_CLASSES: readonly string[] = ['prtr', 'mntr', 'scnr', 'spac'];
const COMPONENTS: Readonly<Record<string, number>> = { GRAY: 1, 'RGB ': 3, 'Lab ': 3, CMYK: 4 };
const PROFILE_HEAD = 128;
const FIRST_BAD_VERSION = 5;

/** Whether an ICC-based colour space of CMYK is met on the way: overprinting in it is not allowed (ISO 19005-2 §6.2.4.2). */
export interface ColourNotes {
  hasCmykProfile: boolean;
}

/**
 * What is wrong with a colour space in a file whose output intent is sRGB (ISO 19005-2 §6.2.4). Spot colours count as wrong: all of a volume
 * that share a name would have to be defined alike, which sources of different makers are not.
 */
export function colourFault(
  objects: ObjectSource,
  value: PDFObject | undefined,
  notes: ColourNotes,
  depth = 0,
): PageFault | null {
  const space = resolve(objects, value);
  if (space instanceof PDFName) {
    const name = space.decodeText();
    return PLAIN.includes(name) ? null : CMYK.includes(name) ? 'cmyk' : 'colour';
  }
  if (!(space instanceof PDFArray) || depth > MAX_NESTING) return 'colour';
  const kind = nameOf(objects, space.get(0)) ?? '';
  if (space.size() === 1 || kind.startsWith('Cal') || kind === 'Lab') return colourFault(objects, space.get(0), notes, depth + 1);
  switch (kind) {
    case 'ICCBased':
      return profileFault(objects, space.get(1), notes);
    case 'Indexed':
    case 'I':
    case 'Pattern':
      return colourFault(objects, space.get(1), notes, depth + 1);
    default:
      return 'colour';
  }
}

function profileFault(objects: ObjectSource, value: PDFObject | undefined, notes: ColourNotes): PageFault | null {
  const stream = streamOf(objects, value);
  if (!stream) return 'colour';
  try {
    const profile = Buffer.from(decodeStream(objects, stream));
    if (profile.length < PROFILE_HEAD) return 'colour';
    const space = profile.toString('latin1', 16, 20);
    if (space === 'CMYK') notes.hasCmykProfile = true;
    const isRight =
      PROFILE_CLASSES.includes(profile.toString('latin1', 12, 16)) &&
      COMPONENTS[space] === numberOf(objects, entry(stream.dict, 'N')) &&
      profile.readUInt8(8) < FIRST_BAD_VERSION;
    return isRight ? null : 'colour';
  } catch {
    return 'colour';
  }
}
