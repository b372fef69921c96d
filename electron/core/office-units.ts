/** Units of office files (ECMA-376 part 1, 20.1.2.1 and 22.9.2.14). */
export const EMU_PER_PT = 12_700;
export const TWIPS_PER_PT = 20;
