export const DeliveryPage = () => null;
