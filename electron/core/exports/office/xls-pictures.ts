import CFB from 'cfb';

/** Record MsoDrawingGroup ([MS-XLS] 2.4.171): what the drawings of a workbook share. */
const DRAWING_GROUP = 0x00eb;
/** Records of [MS-ODRAW] 2.2.12 and 2.2.20: the group, and its store of pictures, whose instance counts them. */
const GROUP_CONTAINER = 0xf000;
const PICTURE_STORE = 0xf001;
const HEAD_BYTES = 8;

/** How many pictures an Excel 97 workbook holds; 0 where the file cannot be read so far. */
export function countXlsPictures(file: Buffer): number {
  const records = workbookOf(file);
  for (let at = 0; at + 4 <= records.length; at += 4 + records.readUInt16LE(at + 2))
    if (records.readUInt16LE(at) === DRAWING_GROUP)
      return storedPictures(records.subarray(at + 4, at + 4 + records.readUInt16LE(at + 2)));
  return 0;
}

function workbookOf(file: Buffer): Buffer {
  try {
    const entry = CFB.find(CFB.read(file, { type: 'buffer' }), '/Workbook');
    return entry ? Buffer.from(entry.content as Uint8Array) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

function storedPictures(group: Buffer): number {
  let at = group.length >= HEAD_BYTES && group.readUInt16LE(2) === GROUP_CONTAINER ? HEAD_BYTES : group.length;
  for (; at + HEAD_BYTES <= group.length; at += HEAD_BYTES + group.readUInt32LE(at + 4))
    if (group.readUInt16LE(at + 2) === PICTURE_STORE) return group.readUInt16LE(at) >> 4;
  return 0;
}
