import { useAllowed } from '../ui/useAllowed';
import { useTexts } from '../ui/useTexts';
import { DocumentDeliveries } from './DocumentDeliveries';

/** What the Content Manager tells a side panel about the document that is edited. */
export interface PanelProps {
  readonly model: string;
  /** `create` or absent while the document does not exist; absent for single types. */
  readonly documentId?: string;
  readonly document?: { readonly documentId?: string; readonly updatedAt?: string | null; readonly publishedAt?: string | null };
}

/** Side panel of the edit view: who was told of this document. Nothing before it is saved, nor without the permission to see deliveries. */
export const DocumentPanel = ({ model, document, documentId = document?.documentId }: PanelProps) => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  if (!can.read || !document || !documentId || documentId === 'create') return null;
  const version = `${document.updatedAt} ${document.publishedAt}`;
  return {
    title: t('panel.title'),
    content: <DocumentDeliveries uid={model} documentId={documentId} version={version} />,
  };
};
