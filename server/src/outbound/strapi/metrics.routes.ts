import { MONITORING_STRATEGIES } from './metrics.access';

/** Of the content API, below `/api/switchboard`. */
export const monitoringRoutes = [
  {
    method: 'GET',
    path: '/metrics',
    handler: 'monitoring.metrics',
    config: { auth: { strategies: [...MONITORING_STRATEGIES] } },
  },
  { method: 'GET', path: '/health', handler: 'monitoring.health', config: { auth: false } },
];
