import type { DeliveryState } from '../../../../shared/contracts/delivery';

/** While a request is under way its delivery is left alone; a held one waits for its turn, which a resend cannot give it. */
export const isResendable = (state: DeliveryState): boolean => state !== 'claimed' && state !== 'held';

/** What is final cannot be ended once more. */
export const isCancellable = (state: DeliveryState): boolean => state === 'held' || state === 'pending';
