export * from './webhook';
export * from './delivery';
