/** Raise when the same page would be read differently: pages read before are then read again. */
export const OCR_VERSION = 1;
