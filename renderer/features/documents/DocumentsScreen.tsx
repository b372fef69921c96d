import { useArchive } from '../../api/archive.tsx';
import { useRead } from '../../api/hooks.ts';
import { DocumentPreview } from '../../parts/DocumentPreview.tsx';

/** 材料: being built. */
export function DocumentsScreen({ params }: { readonly params: Readonly<Record<string, string>> }) {
  const { archive } = useArchive();
  const list = useRead('documents.list', { archive });
  const document = list.data?.documents.find((row) => String(row.id) === params['document']);
  return (
    <div style={{ height: '100%' }}>{document && <DocumentPreview document={document} query={params['query'] ?? ''} />}</div>
  );
}
