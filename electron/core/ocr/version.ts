/**
 * Raise when the same page would be read differently: pages read before are then read again.
 * 2: lines that run any way (pages scanned on their head or side, columns).
 */
export const OCR_VERSION = 2;

/** So sure (0..1) of a page that version 1 had read it the right way round; version 2 would read the same. */
export const SURE_BEFORE = 0.9;
