import { describeOnDatabases } from '../support/databases';
import { examineDeliveryStore } from './delivery-store';

await describeOnDatabases('the delivery store', examineDeliveryStore);
