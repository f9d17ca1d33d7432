import { describeOnDatabases } from '../support/databases';
import { examineDeliveryLog } from './delivery-log';
import { examineEventStore } from './event-store';
import { examineMonitor } from './monitor';
import { examineReceiverStore } from './receiver-store';

await describeOnDatabases('the outbox', examineEventStore);
await describeOnDatabases('the delivery log', examineDeliveryLog);
await describeOnDatabases('the receiver store', examineReceiverStore);
await describeOnDatabases('the monitor', examineMonitor);
