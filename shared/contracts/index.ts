export * from './webhook';
export * from './form';
export * from './delivery';
