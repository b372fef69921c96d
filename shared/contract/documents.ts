import { z } from 'zod';

/** 材料: looking at documents and finding them. */

const archive = z.string().min(1);
const id = z.number().int().min(1);

/** How a document can be looked at. `form` is the form of its bytes to ask for. */
export type DocumentLook =
  | {
      readonly kind: 'pages';
      readonly form: 'original' | 'preview';
      /** What the pages do not show, one sentence; else null. */
      readonly note: string | null;
    }
  | { readonly kind: 'picture'; readonly form: 'original' | 'preview' }
  | {
      readonly kind: 'none';
      /** Why, and what to do. */
      readonly message: string;
      /** The text that was read, '' when there is none. */
      readonly text: string;
    };

export const documentsInputs = {
  /** Makes a preview where one is needed and says what it is. */
  'documents.look': z.object({ archive, id }),
} as const;

export interface DocumentsOutputs {
  'documents.look': DocumentLook;
}
