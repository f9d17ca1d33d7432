import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { useGetFormQuery } from '../forms.api';
import { Builder } from './Builder';
import { BuilderProvider } from './useBuilder';

const isNotFound = (error: unknown) => typeof error === 'object' && error !== null && 'status' in error && error.status === 404;

const Stored = ({ id }: { id: string }) => {
  const t = useTexts();
  const { can, isLoading: isAsking } = useAllowed('forms');
  // What is edited is what is stored now, not what the panel remembers from an earlier visit.
  const { currentData: form, error, isLoading, isFetching } = useGetFormQuery(id, { refetchOnMountOrArgChange: true });
  if (isLoading || isAsking || (isFetching && !form)) return <Page.Loading />;
  if (!form) return isNotFound(error) ? <Page.Error content={t('forms.not-found')} /> : <Page.Error />;
  return (
    <BuilderProvider key={id} form={form} isReadOnly={!can.update}>
      <Builder />
    </BuilderProvider>
  );
};

/** One form: its pages and fields, settings, translations and connections. */
export const FormPage = () => {
  const { id = '' } = useParams();
  return <Stored key={id} id={id} />;
};
