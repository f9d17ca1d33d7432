import { Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useParams } from 'react-router-dom';

import type { FormView } from '../../../../shared/contracts/form';
import { isNotFound } from '../../api/is-not-found';
import { FailedPage } from '../../ui/FailedPage';
import { useAllowed } from '../../ui/useAllowed';
import { useTexts } from '../../ui/useTexts';
import { useGetFormQuery } from '../forms.api';
import { Builder } from './Builder';
import { BuilderProvider } from './useBuilder';

const Stored = ({ id }: { id: string }) => {
  const t = useTexts();
  const { can, isLoading: isAsking } = useAllowed('forms');
  const { data, error, isFetching, refetch } = useGetFormQuery(id, { refetchOnMountOrArgChange: true });
  // What is edited is what is stored now, not what the panel remembers from an earlier visit; later answers are the builder's business.
  const [form, setForm] = useState<FormView | null>(null);
  if (!form && data && !isFetching) setForm(data);
  if (form && !isAsking)
    return (
      <BuilderProvider form={form} isReadOnly={!can.update}>
        <Builder />
      </BuilderProvider>
    );
  if (isNotFound(error) && !isFetching) return <Page.Error content={t('forms.not-found')} />;
  if (error && !isFetching)
    return <FailedPage title={t('forms.failed-title')} failure={t('forms.failed')} error={error} onRetry={refetch} />;
  return <Page.Loading />;
};

/** One form: its pages and fields, settings, translations and connections. */
export const FormPage = () => {
  const { id = '' } = useParams();
  return <Stored key={id} id={id} />;
};
