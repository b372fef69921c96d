/** The program's own folder of this person, for what the window remembers: never an archive, never a source. */
export function appFolder(): string;

/**
 * Lets V8 keep what it compiled of our code in the program's own folder of this person, so that later starts read it instead of
 * compiling again; reading processes and threads do the same. Where Node cannot, or the folder cannot be written, everything works
 * without. To be called before the rest is loaded.
 */
export function keepCompiledCode(): void;
