/** What rows of 材料 carry while dragged: a JSON array of document ids. */
export const DOCUMENTS_DRAG = 'application/x-taizhang-documents';

/** The dragged document ids; none when something else is dragged. */
export function draggedDocuments(data: DataTransfer): readonly number[] {
  const text = data.getData(DOCUMENTS_DRAG);
  if (text === '') return [];
  try {
    const ids: unknown = JSON.parse(text);
    return Array.isArray(ids) ? ids.filter((id): id is number => Number.isInteger(id)) : [];
  } catch {
    return [];
  }
}
