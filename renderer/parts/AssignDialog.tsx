export interface AssignDialogProps {
  /** Documents to put under an indicator; null keeps the dialog closed. */
  readonly documentIds: readonly number[] | null;
  readonly onClose: () => void;
}

/** 归入…(Ctrl+D): finds an indicator by code, words or pinyin initials and confirms the documents under it. */
export function AssignDialog(_props: AssignDialogProps) {
  return null;
}
