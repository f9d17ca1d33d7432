import { useAllowed } from '../../ui/useAllowed';
import { useNotices } from '../../ui/useNotices';
import { useTexts } from '../../ui/useTexts';
import { useCancelDeliveryMutation, useResendDeliveryMutation } from '../deliveries.api';

/** Resend or cancel one delivery, and say how it went. */
export const useDeliveryActions = () => {
  const t = useTexts();
  const { can } = useAllowed('deliveries');
  const { succeed, fail } = useNotices();
  const [resend, { isLoading: isResending }] = useResendDeliveryMutation();
  const [cancel, { isLoading: isCancelling }] = useCancelDeliveryMutation();

  const run = async (act: () => Promise<{ error?: unknown }>, done: string) => {
    const { error } = await act();
    if (error) fail(error);
    else succeed(done);
  };
  return {
    can,
    isResending,
    isCancelling,
    resend: (id: string) => run(() => resend(id) as Promise<{ error?: unknown }>, t('deliveries.resend.done')),
    cancel: (id: string) => run(() => cancel(id) as Promise<{ error?: unknown }>, t('deliveries.cancel.done')),
  };
};
